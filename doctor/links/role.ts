// IAM role: the one that the Secret names, letter by letter.
import { findingOf } from "../causes/finding.ts";
import { verdictOf, type Finding, type Link } from "../link.ts";
import { forWebIdentity } from "./web-identity.ts";

/** IAM role. */
export const role: Link = {
    id: "role",
    title: "IAM role",
    needs: ["secret", "token-cco"],
    probe: forWebIdentity(async (facts, { roleArn }) => {
        const found = await facts.need("role");
        if (found === undefined) return verdictOf([missing(roleArn)], []);
        const boundary = found.boundaryArn === undefined ? "" : `, boundary ${found.boundaryArn}`;
        const evidence = [`${found.arn}${boundary}`];
        return verdictOf(found.arn === roleArn ? [] : [differs(roleArn, found.arn)], evidence);
    }),
};

function missing(roleArn: string): Finding {
    const name = roleArn.slice(roleArn.lastIndexOf("/") + 1);
    return findingOf("role-missing", {
        summary: `The role ${roleArn} does not exist.`,
        evidence: [`expected ${roleArn}, found no role ${name} in its account`],
        remedy: {
            text: "Make the role (of a stack of this project: `tempo-sts up`), or correct role_arn in the Secret.",
            command: `aws iam get-role --role-name ${name}`,
        },
    });
}

function differs(expected: string, found: string): Finding {
    return findingOf("role-other-arn", {
        summary: `The Secret's role_arn is not the role's own ARN: a path or a letter differs, and STS knows no such role.`,
        evidence: [`expected ${found} (what IAM says)`, `found ${expected} (role_arn)`],
        remedy: {
            text: "Write the role's own ARN into role_arn, path included.",
            command: `aws iam get-role --role-name ${found.slice(found.lastIndexOf("/") + 1)} --query Role.Arn --output text`,
        },
    });
}
