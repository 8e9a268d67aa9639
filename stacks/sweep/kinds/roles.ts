// The account's roles.
import type { Role } from "@aws-sdk/client-iam";

import { parseArn } from "../../../components/pure/names/arn.ts";
import { unlessAbsent } from "../aws-access.ts";
import type { OwnedThing } from "../owned-thing.ts";
import { everyItem, isOlder, type SdkTag, toldAgain, toldBy } from "./aws-tags.ts";
import type { AwsTools, Kind } from "./kind.ts";
import { takeOffPolicies } from "./role-policies.ts";

// IAM's longest.
const PAGE = 1000;
// AWS's own: they can be neither tagged by us nor deleted.
const RESERVED_PATH = /^\/aws-(?:service-role|reserved)\//;

/** Roles, whatever their path. */
export const ROLES: Kind<AwsTools> = {
    list: async (tools) => {
        const { ListRolesCommand } = await import("@aws-sdk/client-iam");
        const { aws } = tools;
        const { items, refused } = await everyItem<Role>("role", async (Marker) => {
            const command = new ListRolesCommand({ Marker, MaxItems: PAGE });
            const answer = await aws.ask((options) => aws.iam.send(command, options));
            return { items: answer.Roles, next: answer.Marker };
        });
        const found = items
            .filter(({ Path = "/" }) => !RESERVED_PATH.test(Path))
            .filter(({ CreateDate }) => !isOlder(CreateDate, tools.since))
            .map((role) => lookAt(tools, role));
        return [...(await Promise.all(found)).flat(), ...refused];
    },
    read: (tools, thing) => toldAgain(thing, () => tagsOf(tools, thing.name)),
    remove: async (tools, { name }) => {
        const { DeleteRoleCommand } = await import("@aws-sdk/client-iam");
        const { aws } = tools;
        await takeOffPolicies(aws, name);
        const command = new DeleteRoleCommand({ RoleName: name });
        await unlessAbsent(aws.ask((options) => aws.iam.send(command, options)));
    },
};

async function lookAt(tools: AwsTools, { RoleName, Arn }: Role): Promise<OwnedThing[]> {
    if (RoleName === undefined || Arn === undefined) {
        return [];
    }
    const accountId = parseArn(Arn)?.accountId;
    const untold = { kind: "role", name: RoleName, id: Arn, accountId } as const;
    return toldBy(untold, () => tagsOf(tools, RoleName));
}

async function tagsOf({ aws }: AwsTools, RoleName: string): Promise<readonly SdkTag[]> {
    const { ListRoleTagsCommand } = await import("@aws-sdk/client-iam");
    const command = new ListRoleTagsCommand({ RoleName });
    const answer = await aws.ask((options) => aws.iam.send(command, options));
    return answer.Tags ?? [];
}
