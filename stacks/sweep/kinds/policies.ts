// The account's own managed policies.
import type { Policy } from "@aws-sdk/client-iam";

import { parseArn } from "../../../components/pure/names/arn.ts";
import { unlessAbsent } from "../aws-access.ts";
import type { OwnedThing } from "../owned-thing.ts";
import { everyItem, isOlder, type SdkTag, toldAgain, toldBy } from "./aws-tags.ts";
import type { AwsTools, Kind } from "./kind.ts";

// IAM's longest.
const PAGE = 1000;

/** Managed policies, whatever their path. */
export const POLICIES: Kind<AwsTools> = {
    list: async (tools) => {
        const { ListPoliciesCommand } = await import("@aws-sdk/client-iam");
        const { aws } = tools;
        const { items, refused } = await everyItem<Policy>("policy", async (Marker) => {
            const command = new ListPoliciesCommand({ Scope: "Local", Marker, MaxItems: PAGE });
            const answer = await aws.ask((options) => aws.iam.send(command, options));
            return { items: answer.Policies, next: answer.Marker };
        });
        const found = items
            .filter(({ CreateDate }) => !isOlder(CreateDate, tools.since))
            .map((policy) => lookAt(tools, policy));
        return [...(await Promise.all(found)).flat(), ...refused];
    },
    read: (tools, thing) => toldAgain(thing, () => tagsOf(tools, thing.id ?? "")),
    remove: async (tools, { id = "" }) => {
        const { DeletePolicyCommand } = await import("@aws-sdk/client-iam");
        const { aws } = tools;
        await deleteOldVersions(tools, id);
        const command = new DeletePolicyCommand({ PolicyArn: id });
        await unlessAbsent(aws.ask((options) => aws.iam.send(command, options)));
    },
};

async function lookAt(tools: AwsTools, { PolicyName, Arn }: Policy): Promise<OwnedThing[]> {
    if (PolicyName === undefined || Arn === undefined) {
        return [];
    }
    const accountId = parseArn(Arn)?.accountId;
    const untold = { kind: "policy", name: PolicyName, id: Arn, accountId } as const;
    return toldBy(untold, () => tagsOf(tools, Arn));
}

async function tagsOf({ aws }: AwsTools, PolicyArn: string): Promise<readonly SdkTag[]> {
    const { ListPolicyTagsCommand } = await import("@aws-sdk/client-iam");
    const command = new ListPolicyTagsCommand({ PolicyArn });
    const answer = await aws.ask((options) => aws.iam.send(command, options));
    return answer.Tags ?? [];
}

// A policy goes only when the version in force is its last.
async function deleteOldVersions({ aws }: AwsTools, PolicyArn: string): Promise<void> {
    const { DeletePolicyVersionCommand, ListPolicyVersionsCommand } =
        await import("@aws-sdk/client-iam");
    const list = new ListPolicyVersionsCommand({ PolicyArn });
    const answer = await unlessAbsent(aws.ask((options) => aws.iam.send(list, options)));
    const old = answer?.Versions?.filter((version) => version.IsDefaultVersion !== true) ?? [];
    for (const { VersionId } of old) {
        const command = new DeletePolicyVersionCommand({ PolicyArn, VersionId });
        await unlessAbsent(aws.ask((options) => aws.iam.send(command, options)));
    }
}
