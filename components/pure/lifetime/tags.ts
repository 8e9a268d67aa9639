// How a resource says whose it is: tags in AWS, labels in Kubernetes.
import { labelValue } from "../names/kubernetes-names.ts";
import { shortHash } from "../names/physical-names.ts";

/** What a resource belongs to. */
export interface Owner {
    readonly project: string;
    readonly stack: string;
    readonly namespace: string;
    readonly tempoName: string;
    readonly buildNamespace: string;
    readonly profile: string;
}

/** The keys of the tags that tell ownership; never a name's beginning tells it. */
export const OWNERSHIP_TAGS = {
    project: "tempo-sts:project",
    stack: "tempo-sts:stack",
    namespace: "tempo-sts:namespace",
    tempoName: "tempo-sts:tempo",
    buildNamespace: "tempo-sts:build-namespace",
    profile: "tempo-sts:profile",
} as const satisfies Record<keyof Owner, string>;

/** The keys of the labels that tell ownership, and of the one that tells a run. */
export const LABELS = {
    project: "tempo-sts.io/project",
    stack: "tempo-sts.io/stack",
    tempoName: "tempo-sts.io/tempo",
    buildNamespace: "tempo-sts.io/build-namespace",
    profile: "tempo-sts.io/profile",
    run: "tempo-sts.io/run",
} as const;

/** Kubernetes' own label for who manages an object; on a TempoStack it belongs to the operator. */
export const MANAGED_BY_LABEL = "app.kubernetes.io/managed-by";
/** Our value of {@link MANAGED_BY_LABEL}. */
export const MANAGED_BY = "tempo-sts";

/** The longest value of a tag in AWS. */
export const LONGEST_TAG_VALUE = 256;
/** What AWS takes in the key or value of a tag. */
export const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** The tags of a resource in AWS: the caller's own, then who owns it, which nobody overrides. */
export function ownershipTags(
    owner: Owner & { readonly extra?: Readonly<Record<string, string>> | undefined },
): Record<string, string> {
    const tags: Record<string, string> = { ...owner.extra };
    for (const field of ownerFields()) {
        tags[OWNERSHIP_TAGS[field]] = tagValue(owner[field]);
    }
    return tags;
}

/** The labels of an object in Kubernetes that tell who owns it. */
export function ownershipLabels(owner: Omit<Owner, "namespace">): Record<string, string> {
    return {
        [MANAGED_BY_LABEL]: MANAGED_BY,
        [LABELS.project]: labelValue(owner.project),
        [LABELS.stack]: labelValue(owner.stack),
        [LABELS.tempoName]: labelValue(owner.tempoName),
        [LABELS.buildNamespace]: labelValue(owner.buildNamespace),
        [LABELS.profile]: labelValue(owner.profile),
    };
}

/** The text itself where AWS takes it as the value of a tag; else one made from it that no other text gives. */
export function tagValue(text: string): string {
    if (text.length <= LONGEST_TAG_VALUE && TAG_TEXT.test(text)) {
        return text;
    }
    const hash = shortHash(text);
    const readable = text
        .slice(0, LONGEST_TAG_VALUE - hash.length - 1)
        .replace(/[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu, "-");
    return `${readable}-${hash}`;
}

function ownerFields(): (keyof Owner)[] {
    return ["project", "stack", "namespace", "tempoName", "buildNamespace", "profile"];
}
