// How the children of a TempoStsStack are called, and how they say whose they are.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import {
    type Lifetime,
    lifetimeLabels,
    lifetimeTags,
    PLACE_LABELS,
    PLACE_TAGS,
} from "./pure/lifetime/lifetime.ts";
import { ownershipLabels, ownershipTags, type Owner } from "./pure/lifetime/tags.ts";
import type { SettledArgs } from "./settled-args.ts";

/** The Pulumi names of a stack's children. They are part of the state: do not change one without an alias. */
export interface ChildNames {
    readonly authentication: string;
    readonly namespace: string;
    readonly key: string;
    readonly bucket: string;
    readonly replica: string;
    readonly identity: string;
    readonly storage: string;
    readonly tempo: string;
    readonly gate: string;
    readonly route: string;
    readonly check: string;
    readonly audit: string;
    readonly watch: string;
    readonly monitoring: string;
}

/** What all children carry: tags in AWS, labels in Kubernetes. */
export interface Ownership {
    readonly tags: pulumi.Output<Record<string, string>>;
    readonly labels: pulumi.Output<Record<string, string>>;
}

/** The names of the children of the component `name`. */
export function childNames(name: string): ChildNames {
    return {
        authentication: `${name}-authentication`,
        namespace: `${name}-namespace`,
        key: `${name}-key`,
        bucket: `${name}-traces`,
        replica: `${name}-replica`,
        identity: `${name}-identity`,
        storage: `${name}-storage`,
        tempo: `${name}-tempo`,
        gate: `${name}-gate`,
        route: `${name}-route`,
        check: `${name}-check`,
        audit: `${name}-audit`,
        watch: `${name}-watch`,
        monitoring: `${name}-monitoring`,
    };
}

/**
 * Who owns the children: this Pulumi project and stack, for this namespace and Tempo. With a lifetime, also in which account:
 * what may be swept says it itself, for a cluster can serve several accounts.
 */
export function ownership(args: SettledArgs, parent: pulumi.Resource): Ownership {
    const owner: pulumi.Output<Owner> = pulumi
        .all([args.namespace, args.tempoName, args.buildNamespace])
        .apply(([namespace, tempoName, buildNamespace]) => ({
            project: pulumi.getProject(),
            stack: pulumi.getStack(),
            namespace,
            tempoName,
            buildNamespace,
            profile: args.profile,
        }));
    const passing = passage(args.lifetime, parent);
    return {
        tags: pulumi.all([owner, args.tags, passing]).apply(([plain, extra, { tags }]) => ({
            ...ownershipTags({ ...plain, extra }),
            ...tags,
        })),
        labels: pulumi
            .all([owner, passing])
            .apply(([plain, { labels }]) => ({ ...ownershipLabels(plain), ...labels })),
    };
}

interface Passage {
    readonly tags: Readonly<Record<string, string>>;
    readonly labels: Readonly<Record<string, string>>;
}

function passage(
    lifetime: Lifetime | undefined,
    parent: pulumi.Resource,
): pulumi.Output<Passage> | Passage {
    if (lifetime === undefined) {
        return { tags: {}, labels: {} };
    }
    return aws.getCallerIdentityOutput({}, { parent }).accountId.apply((account): Passage => ({
        tags: { ...lifetimeTags(lifetime), [PLACE_TAGS.accountId]: account },
        labels: { ...lifetimeLabels(lifetime), [PLACE_LABELS.accountId]: account },
    }));
}
