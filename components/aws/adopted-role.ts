// A role that is somebody else's: looked at, compared with what this Tempo needs, and never changed.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { TrustedIssuer } from "../pure/policies/trust.ts";
import { trustGaps } from "../pure/policy-reading/trust-gaps.ts";
import { UserError } from "../user-error.ts";

/** The role as far as the stack needs it. */
export interface AdoptedRole {
    readonly roleArn: pulumi.Output<string>;
    readonly roleName: pulumi.Output<string>;
}

/**
 * Looks the role up, and says in a warning whom it does not trust. It is no error: who may change the role may do so after.
 *
 * @throws UserError (through the Output) when there is no such role
 */
export function adoptRole(
    roleName: pulumi.Input<string>,
    issuers: pulumi.Output<TrustedIssuer[]>,
    parent: pulumi.Resource,
): AdoptedRole {
    const role = pulumi.output(roleName).apply(async (name) =>
        aws.iam.getRole({ name }, { parent }).catch((error: unknown) => {
            throw new UserError(absence(name, error), { cause: error });
        }),
    );
    pulumi.all([role, issuers]).apply(([found, trusted]) => {
        const gaps = trustGaps(found.assumeRolePolicy, trusted);
        if (gaps.length > 0) {
            void pulumi.log.warn(
                warning(
                    found.name,
                    gaps.map(({ text }) => text),
                ),
                parent,
            );
        }
    });
    return { roleArn: role.arn, roleName: role.name };
}

function warning(name: string, gaps: readonly string[]): string {
    return [
        `The role ${name} is somebody else's and stays as it is, but this Tempo cannot take it as it stands:`,
        ...gaps.map((gap) => `- ${gap}`),
        "Have its owner put that right; `tempo-sts permissions` and docs/identity.md show the documents that are needed.",
    ].join("\n");
}

function absence(name: string, error: unknown): string {
    const [line = ""] = (error instanceof Error ? error.message : String(error)).trim().split("\n");
    return (
        `Expected the role ${name}, which is to be adopted, but it could not be read: ${line.replace(/[.\s]+$/, "")}. ` +
        "Correct `roleName`, use the account in which the role is, or let the stack make one (`adopt: false`)."
    );
}
