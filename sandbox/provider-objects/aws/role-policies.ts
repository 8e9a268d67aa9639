/** Takes every policy off a role, those included that this program did not put there. */
import {
    DeleteRolePolicyCommand,
    DetachRolePolicyCommand,
    ListAttachedRolePoliciesCommand,
    ListInstanceProfilesForRoleCommand,
    ListRolePoliciesCommand,
    RemoveRoleFromInstanceProfileCommand,
} from "@aws-sdk/client-iam";

import type { AwsContext } from "./aws-resource.ts";
import { attemptToFind } from "./failures.ts";

const MISSING = ["NoSuchEntity"];

/** One page of a list in IAM's form. */
interface Page {
    readonly names: readonly string[];
    readonly next: string | undefined;
}

/** Detaches managed policies, deletes inline ones and takes the role out of instance profiles. */
export async function detachEverything(context: AwsContext, RoleName: string): Promise<void> {
    const iam = context.connection.iam();
    const doing = `detaching the policies of IAM Role (${RoleName})`;
    const tolerant = <T>(call: () => Promise<T>): Promise<T | undefined> =>
        attemptToFind(doing, MISSING, call);

    const attached = await everyName(tolerant, async (Marker) => {
        const page = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName, Marker }));
        return { names: namesOf(page.AttachedPolicies, "PolicyArn"), next: page.Marker };
    });
    for (const PolicyArn of attached) {
        await tolerant(() => iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn })));
    }
    const inline = await everyName(tolerant, async (Marker) => {
        const page = await iam.send(new ListRolePoliciesCommand({ RoleName, Marker }));
        return { names: page.PolicyNames ?? [], next: page.Marker };
    });
    for (const PolicyName of inline) {
        await tolerant(() => iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName })));
    }
    const profiles = await everyName(tolerant, async (Marker) => {
        const page = await iam.send(new ListInstanceProfilesForRoleCommand({ RoleName, Marker }));
        return { names: namesOf(page.InstanceProfiles, "InstanceProfileName"), next: page.Marker };
    });
    for (const InstanceProfileName of profiles) {
        await tolerant(() =>
            iam.send(new RemoveRoleFromInstanceProfileCommand({ RoleName, InstanceProfileName })),
        );
    }
}

async function everyName(
    tolerant: (call: () => Promise<Page>) => Promise<Page | undefined>,
    list: (marker: string | undefined) => Promise<Page>,
): Promise<string[]> {
    const names: string[] = [];
    let marker: string | undefined;
    do {
        const page = await tolerant(() => list(marker));
        names.push(...(page?.names ?? []));
        marker = page?.next;
    } while (marker !== undefined && marker !== "");
    return names;
}

function namesOf<K extends string>(
    items: readonly Partial<Record<K, string | undefined>>[] | undefined,
    name: K,
): string[] {
    return (items ?? []).map((item) => item[name]).filter((found) => found !== undefined);
}
