// What keeps a role from being deleted: its policies, and the instance profiles that it is in.
import { type AwsAccess, unlessAbsent } from "../aws-access.ts";

/** One page of names. */
interface Page {
    readonly names: readonly (string | undefined)[] | undefined;
    readonly next: string | undefined;
}

/** Detaches managed policies, deletes inline ones, and takes the role out of instance profiles. */
export async function takeOffPolicies(aws: AwsAccess, RoleName: string): Promise<void> {
    const sdk = await import("@aws-sdk/client-iam");
    const attached = await everyName(async (Marker) => {
        const command = new sdk.ListAttachedRolePoliciesCommand({ RoleName, Marker });
        const answer = await unlessAbsent(aws.ask((options) => aws.iam.send(command, options)));
        const names = answer?.AttachedPolicies?.map(({ PolicyArn }) => PolicyArn);
        return { names, next: answer?.Marker };
    });
    for (const PolicyArn of attached) {
        const command = new sdk.DetachRolePolicyCommand({ RoleName, PolicyArn });
        await unlessAbsent(aws.ask((options) => aws.iam.send(command, options)));
    }
    const inline = await everyName(async (Marker) => {
        const command = new sdk.ListRolePoliciesCommand({ RoleName, Marker });
        const answer = await unlessAbsent(aws.ask((options) => aws.iam.send(command, options)));
        return { names: answer?.PolicyNames, next: answer?.Marker };
    });
    for (const PolicyName of inline) {
        const command = new sdk.DeleteRolePolicyCommand({ RoleName, PolicyName });
        await unlessAbsent(aws.ask((options) => aws.iam.send(command, options)));
    }
    const profiles = await everyName(async (Marker) => {
        const command = new sdk.ListInstanceProfilesForRoleCommand({ RoleName, Marker });
        const answer = await unlessAbsent(aws.ask((options) => aws.iam.send(command, options)));
        const names = answer?.InstanceProfiles?.map((profile) => profile.InstanceProfileName);
        return { names, next: answer?.Marker };
    });
    for (const InstanceProfileName of profiles) {
        const command = new sdk.RemoveRoleFromInstanceProfileCommand({
            RoleName,
            InstanceProfileName,
        });
        await unlessAbsent(aws.ask((options) => aws.iam.send(command, options)));
    }
}

async function everyName(list: (marker: string | undefined) => Promise<Page>): Promise<string[]> {
    const names: string[] = [];
    let marker: string | undefined;
    do {
        const page = await list(marker);
        names.push(...(page.names ?? []).filter((name) => name !== undefined));
        marker = page.next === "" ? undefined : page.next;
    } while (marker !== undefined);
    return names;
}
