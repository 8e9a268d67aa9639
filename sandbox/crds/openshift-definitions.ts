/** The two OpenShift kinds that a deployment meets: the cluster's authentication settings and Routes. */
import { RESOURCES, type ClusterObject } from "../operator/cluster/objects.ts";
import { definition } from "./definition.ts";
import { integer, listOf, object, oneOf, openObject, text, withDefault } from "./schema.ts";

const routeSpec = openObject({
    host: text(),
    path: text(),
    to: openObject({ kind: oneOf("Service", ""), name: text({ minLength: 1 }), weight: integer }),
    port: object({
        targetPort: {
            anyOf: [{ type: "integer" }, { type: "string" }],
            "x-kubernetes-int-or-string": true,
        },
    }),
    tls: openObject({ termination: oneOf("edge", "passthrough", "reencrypt") }),
    wildcardPolicy: withDefault(oneOf("None", "Subdomain", ""), "None"),
});

/** Definitions of our own of each of the two kinds. */
export function openShiftDefinitions(): readonly ClusterObject[] {
    return [
        definition({
            type: RESOURCES.Authentication,
            spec: openObject({ serviceAccountIssuer: text(), type: text() }),
            required: ["spec"],
        }),
        definition({
            type: RESOURCES.Route,
            spec: routeSpec,
            required: ["spec"],
            status: openObject({ ingress: listOf(openObject({ host: text() })) }),
            columns: [{ name: "Host", type: "string", jsonPath: ".spec.host" }],
        }),
    ];
}
