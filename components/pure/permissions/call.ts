// One call to AWS that somebody needs a right for: what makes it, when, and on what.

/** When in the life of a resource; `look` and `clear` are what `sweep` and the leak check do beside. */
export type Phase = "create" | "read" | "update" | "delete" | "look" | "clear";

/** A right that is needed. */
export interface Call {
    /** The IAM action, such as `s3:GetBucketAcl`; not always called as the API's operation is. */
    readonly action: string;
    /** On what, by a word that the feature knows the ARNs of. */
    readonly on: string;
    readonly phases: readonly Phase[];
    /** Whether the sandbox makes the call, so that a deployment there fails without the right. */
    readonly proven: boolean;
}

/** All rights that one kind of resource, or one part of tempo-sts, needs. */
export interface CallTable {
    /** Pulumi's type token, or a file of ours. */
    readonly caller: string;
    /** Where to read that the calls are made: a file of hashicorp/terraform-provider-aws, or of this project. */
    readonly source: string;
    readonly calls: readonly Call[];
}

/** Actions that are needed in the same phases on the same thing. */
export interface CallGroup {
    readonly on: string;
    readonly phases: readonly Phase[];
    /** Made by the sandbox too. */
    readonly proven?: readonly string[];
    /** Made by the real Pulumi provider only. */
    readonly asked?: readonly string[];
}

/** A table, written in groups; the actions without their service. */
export function callTable(
    service: string,
    { caller, source }: Pick<CallTable, "caller" | "source">,
    groups: readonly CallGroup[],
): CallTable {
    const calls = groups.flatMap(({ on, phases, proven = [], asked = [] }) => [
        ...proven.map((name) => ({ action: actionOf(service, name), on, phases, proven: true })),
        ...asked.map((name) => ({ action: actionOf(service, name), on, phases, proven: false })),
    ]);
    return { caller, source, calls };
}

/** A file of the real AWS provider's source. */
export function providerSource(path: string): string {
    return `https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/${path}`;
}

function actionOf(service: string, name: string): string {
    return name.includes(":") ? name : `${service}:${name}`;
}
