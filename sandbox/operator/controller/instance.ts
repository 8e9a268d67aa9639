/** A TempoStack on its way into objects: what every builder of objects is given. */
import { operandName } from "../../../components/pure/names/operand-names.ts";
import type { StackSpec } from "../admission/stack-spec.ts";
import type { StorageParameters } from "../admission/storage.ts";
import {
    RESOURCES,
    type ClusterObject,
    type KnownKind,
    type OwnerReference,
} from "../cluster/objects.ts";
import type { JsonObject } from "../cluster/values.ts";

/** One TempoStack, its spec read and its storage judged. */
export interface Instance {
    readonly namespace: string;
    readonly name: string;
    readonly uid: string;
    readonly spec: StackSpec;
    readonly storage: StorageParameters;
}

/** Whether OpenShift's login stands before the Jaeger UI, so that its pods have an identity of their own. */
export function hasLogin({ spec }: Instance): boolean {
    const { ingress, authentication } = spec.template.queryFrontend.jaegerQuery;
    return ingress.type === "route" && authentication?.enabled === true;
}

/** The service account of the query frontend where {@link hasLogin}. */
export function loginAccount({ name }: Instance): string {
    return operandName(name, "query-frontend");
}

/** An object that belongs to the instance and goes when it goes. */
export function owned(
    instance: Instance,
    kind: KnownKind,
    metadata: {
        readonly name: string;
        readonly labels: Readonly<Record<string, string>>;
        readonly annotations?: Readonly<Record<string, string>>;
    },
    body: JsonObject,
): ClusterObject {
    return {
        apiVersion: RESOURCES[kind].apiVersion,
        kind,
        metadata: {
            namespace: instance.namespace,
            ownerReferences: [ownerReference(instance)],
            ...metadata,
        },
        ...body,
    };
}

function ownerReference({ name, uid }: Instance): OwnerReference {
    const { apiVersion, kind } = RESOURCES.TempoStack;
    return { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true };
}
