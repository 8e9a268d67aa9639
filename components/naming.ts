// How the children of a TempoStsStack are called, and how they say whose they are.
import * as pulumi from "@pulumi/pulumi";

import { ownershipLabels, ownershipTags, type Owner } from "./pure/tags.ts";
import type { SettledArgs } from "./settled-args.ts";

/** The Pulumi names of a stack's children. They are part of the state: do not change one without an alias. */
export interface ChildNames {
    readonly authentication: string;
    readonly namespace: string;
    readonly bucket: string;
    readonly identity: string;
    readonly storage: string;
    readonly tempo: string;
    readonly gate: string;
    readonly route: string;
    readonly check: string;
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
        bucket: `${name}-traces`,
        identity: `${name}-identity`,
        storage: `${name}-storage`,
        tempo: `${name}-tempo`,
        gate: `${name}-gate`,
        route: `${name}-route`,
        check: `${name}-check`,
    };
}

/** Who owns the children: this Pulumi project and stack, for this namespace and Tempo. */
export function ownership(args: SettledArgs): Ownership {
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
    return {
        tags: pulumi
            .all([owner, args.tags])
            .apply(([plain, extra]) => ownershipTags({ ...plain, extra })),
        labels: owner.apply(ownershipLabels),
    };
}
