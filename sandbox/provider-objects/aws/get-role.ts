/** `aws.iam.getRole`. */
import { GetRoleCommand } from "@aws-sdk/client-iam";

import type { AwsFunction } from "./aws-resource.ts";
import { attemptToFind } from "./failures.ts";
import { fromTags } from "./tags.ts";
import { text } from "./values.ts";

/** A role that exists already, found by its name. */
export const getRole: AwsFunction = {
    token: "aws:iam/getRole:getRole",
    inputs: ["name", "tags"],
    call: async (context, inputs) => {
        const RoleName = text(inputs, "name");
        const doing = `reading IAM Role (${RoleName})`;
        const answer = await attemptToFind(doing, ["NoSuchEntity"], () =>
            context.connection.iam().send(new GetRoleCommand({ RoleName })),
        );
        const found = answer?.Role;
        if (found === undefined) {
            throw new Error(`${doing}: not found. Correct the name, or make the role first.`);
        }
        return {
            arn: found.Arn,
            assumeRolePolicy: decodeURIComponent(found.AssumeRolePolicyDocument ?? ""),
            createDate: found.CreateDate?.toISOString() ?? "",
            description: found.Description ?? "",
            id: RoleName,
            maxSessionDuration: found.MaxSessionDuration,
            name: RoleName,
            path: found.Path,
            permissionsBoundary: found.PermissionsBoundary?.PermissionsBoundaryArn ?? "",
            roleLastUseds: [],
            tags: fromTags(found.Tags),
            uniqueId: found.RoleId,
        };
    },
};
