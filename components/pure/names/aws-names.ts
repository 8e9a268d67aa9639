// Names that AWS gives or takes: accounts, organisations, endpoints, prefixes of objects.
import { describeValue, type Problem } from "../problems.ts";

/** What keeps a value from being the number of an account. */
export function accountIdProblems(value: unknown, path: string): Problem[] {
    const remedy = "Write it in quotes: YAML would take 012345678901 for a number";
    return matching(value, path, /^\d{12}$/, "an account's twelve digits", remedy);
}

/** What keeps a value from being the id of an organisation. */
export function organizationProblems(value: unknown, path: string): Problem[] {
    const remedy = "`aws organizations describe-organization` tells it";
    return matching(
        value,
        path,
        /^o-[a-z0-9]{10,32}$/,
        "an organisation such as o-a1b2c3d4e5",
        remedy,
    );
}

/** What keeps a value from being the id of a VPC endpoint. */
export function vpcEndpointProblems(value: unknown, path: string): Problem[] {
    const expected = "a VPC endpoint such as vpce-0123456789abcdef0";
    const remedy = "`aws ec2 describe-vpc-endpoints` lists them";
    return matching(value, path, /^vpce-(?:[0-9a-f]{8}|[0-9a-f]{17})$/, expected, remedy);
}

/** What keeps a value from being a prefix of objects: parts with slashes between them, none before or behind. */
export function objectPrefixProblems(value: unknown, path: string): Problem[] {
    const expected =
        "a prefix such as team-a or clusters/blue: letters, digits, _ . - and single slashes within";
    const remedy = "Leave out slashes at both ends, blanks, * and ?";
    const shape = /^(?=.{1,512}$)(?!.*(?:^|\/)\.{1,2}(?:\/|$))[\w.-]+(?:\/[\w.-]+)*$/;
    return matching(value, path, shape, expected, remedy);
}

function matching(
    value: unknown,
    path: string,
    shape: RegExp,
    expected: string,
    remedy: string,
): Problem[] {
    return typeof value === "string" && shape.test(value)
        ? []
        : [{ path, expected, found: describeValue(value), remedy }];
}
