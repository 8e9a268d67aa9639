// What an IAM OIDC provider is told: audiences and thumbprints.
import { describeValue, type Problem } from "../problems.ts";

/** What keeps a value from being a client id (an audience) of an IAM OIDC provider. */
export function clientIdProblems(value: unknown, path: string): Problem[] {
    const legal = typeof value === "string" && /^[\x21-\x7e]{1,255}$/.test(value);
    const remedy = "Tempo's tokens are made for sts.amazonaws.com";
    return legal
        ? []
        : [
              {
                  path,
                  expected: "an audience of 1 to 255 characters without blanks",
                  found: describeValue(value),
                  remedy,
              },
          ];
}

/** What keeps a value from being the thumbprint of a certificate. */
export function thumbprintProblems(value: unknown, path: string): Problem[] {
    const legal = typeof value === "string" && /^[0-9a-fA-F]{40}$/.test(value);
    const remedy =
        "Leave it out unless the issuer's certificate is of no public authority; else write its SHA-1 without colons";
    return legal
        ? []
        : [{ path, expected: "40 hexadecimal digits", found: describeValue(value), remedy }];
}
