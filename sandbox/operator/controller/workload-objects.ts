/** Deployments, the StatefulSet and the Services of a TempoStack. */
import { operandName } from "../../../components/pure/names/operand-names.ts";
import type { ClusterObject } from "../cluster/objects.ts";
import type { JsonObject } from "../cluster/values.ts";
import {
    BALANCER_PORT,
    componentLabels,
    COMPONENTS,
    GOSSIP,
    instanceLabels,
    JAEGER_PORTS,
    LOGIN_PORT,
    type ComponentFacts,
    type NamedPort,
} from "./components.ts";
import { hasLogin, owned, type Instance } from "./instance.ts";
import { podTemplate, replicasOf } from "./pods.ts";

/** What runs a component's pods. */
export function workload(
    instance: Instance,
    component: ComponentFacts,
    configHash: string,
): ClusterObject {
    const labels = componentLabels(instance.name, component.name);
    const spec = {
        replicas: replicasOf(instance, component),
        selector: { matchLabels: labels },
        template: podTemplate(instance, component, configHash),
    };
    return owned(
        instance,
        component.kind,
        { name: operandName(instance.name, component.name), labels },
        { spec: component.kind === "StatefulSet" ? { ...spec, ...storage(instance) } : spec },
    );
}

/** All Services. */
export function services(instance: Instance): readonly ClusterObject[] {
    return [
        ...COMPONENTS.map((component) => componentService(instance, component)),
        discoveryService(instance),
        gossipService(instance),
    ];
}

function storage({ spec }: Instance): JsonObject {
    return {
        // A pod that does not get ready must not keep a better one from being made.
        podManagementPolicy: "Parallel",
        volumeClaimTemplates: [
            {
                // The API server would add these itself, and the next apply would take them away.
                apiVersion: "v1",
                kind: "PersistentVolumeClaim",
                metadata: { name: "data" },
                spec: {
                    accessModes: ["ReadWriteOnce"],
                    volumeMode: "Filesystem",
                    resources: { requests: { storage: spec.storageSize } },
                    ...(spec.storageClassName === undefined
                        ? {}
                        : { storageClassName: spec.storageClassName }),
                },
            },
        ],
    };
}

function componentService(instance: Instance, component: ComponentFacts): ClusterObject {
    const labels = componentLabels(instance.name, component.name);
    const isFrontend = component.name === "query-frontend";
    const ports = [
        ...component.ports,
        ...(isFrontend ? jaegerPorts(instance) : []),
        ...(isFrontend && hasLogin(instance) ? [LOGIN_PORT] : []),
    ];
    return owned(
        instance,
        "Service",
        { name: operandName(instance.name, component.name), labels },
        { spec: { selector: labels, ports: servicePorts(ports) } },
    );
}

/** Lists pods that are not ready too: a querier has to reach the frontend before that gets ready. */
function discoveryService(instance: Instance): ClusterObject {
    const ports = COMPONENTS.find(({ name }) => name === "query-frontend")?.ports ?? [];
    return owned(
        instance,
        "Service",
        {
            name: `${operandName(instance.name, "query-frontend")}-discovery`,
            labels: componentLabels(instance.name, "query-frontend-discovery"),
        },
        {
            spec: {
                clusterIP: "None",
                publishNotReadyAddresses: true,
                selector: componentLabels(instance.name, "query-frontend"),
                ports: servicePorts([...ports, BALANCER_PORT, ...jaegerPorts(instance)]),
            },
        },
    );
}

function gossipService(instance: Instance): ClusterObject {
    return owned(
        instance,
        "Service",
        {
            name: `${operandName(instance.name)}-gossip-ring`,
            labels: componentLabels(instance.name, "gossip-ring"),
        },
        {
            spec: {
                clusterIP: "None",
                publishNotReadyAddresses: true,
                selector: { ...instanceLabels(instance.name), "tempo-gossip-member": "true" },
                ports: servicePorts([GOSSIP]),
            },
        },
    );
}

function jaegerPorts({ spec }: Instance): readonly NamedPort[] {
    return spec.template.queryFrontend.jaegerQuery.enabled ? JAEGER_PORTS : [];
}

function servicePorts(ports: readonly NamedPort[]): readonly JsonObject[] {
    return ports.map(({ name, port, protocol = "TCP" }) => ({
        name,
        port,
        protocol,
        targetPort: name,
    }));
}
