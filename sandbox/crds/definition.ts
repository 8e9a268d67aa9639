/** CustomResourceDefinitions of our own, from a few facts about a kind. */
import { RESOURCES, type ClusterObject, type ResourceType } from "../operator/cluster/objects.ts";
import { openObject, type Schema } from "./schema.ts";

/** A kind to define. */
export interface DefinitionFacts {
    readonly type: ResourceType;
    readonly spec: Schema;
    /** Members that must be given beside metadata. @default none */
    readonly required?: readonly string[];
    /** @default kept as it is */
    readonly status?: Schema;
    readonly shortNames?: readonly string[];
    readonly columns?: readonly {
        readonly name: string;
        readonly type: string;
        readonly jsonPath: string;
    }[];
}

/** Marks the definitions made here, for whoever looks at the cluster. */
const DESCRIPTION = "A stand-in for the rehearsal; not the definition its owner publishes.";

/** The definition of a kind, with a status subresource. */
export function definition(facts: DefinitionFacts): ClusterObject {
    const { type, spec, required = [], status = openObject() } = facts;
    const [group = "", version = ""] = type.apiVersion.split("/");
    return {
        apiVersion: RESOURCES.CustomResourceDefinition.apiVersion,
        kind: RESOURCES.CustomResourceDefinition.kind,
        metadata: { name: `${type.plural}.${group}` },
        spec: {
            group,
            scope: type.clusterScoped ? "Cluster" : "Namespaced",
            names: {
                kind: type.kind,
                listKind: `${type.kind}List`,
                plural: type.plural,
                singular: type.kind.toLowerCase(),
                ...(facts.shortNames ? { shortNames: facts.shortNames } : {}),
            },
            versions: [
                {
                    name: version,
                    served: true,
                    storage: true,
                    subresources: { status: {} },
                    ...(facts.columns ? { additionalPrinterColumns: facts.columns } : {}),
                    schema: {
                        openAPIV3Schema: {
                            type: "object",
                            description: DESCRIPTION,
                            ...(required.length > 0 ? { required } : {}),
                            properties: {
                                apiVersion: { type: "string" },
                                kind: { type: "string" },
                                metadata: { type: "object" },
                                spec,
                                status,
                            },
                        },
                    },
                },
            ],
        },
    };
}
