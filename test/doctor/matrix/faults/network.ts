/** Faults of the network: what leaves the pods, and where it goes. */
import type { Fault } from "../fault.ts";
import type { Stage } from "../stage.ts";

const DNS = {
    to: [{ namespaceSelector: {} }],
    ports: [
        { protocol: "UDP", port: 53 },
        { protocol: "UDP", port: 5353 },
    ],
};
const ONE_POD = { kind: "tempomonolithic" } as const;

/** The network. */
export const NETWORK_FAULTS: readonly Fault[] = [
    ofPolicy("network-closed", "A NetworkPolicy lets out nothing but DNS", "network-egress", [DNS]),
    ofPolicy("network-inside", "A NetworkPolicy lets out to the cluster only", "network-egress", [
        DNS,
        { to: [{ namespaceSelector: {} }] },
    ]),
    ofPolicy("network-other-port", "A NetworkPolicy lets out port 80 only", "network-egress", [
        DNS,
        { ports: [{ port: 80 }] },
    ]),
    ofPolicy(
        "network-some-addresses",
        "A NetworkPolicy lets out to some addresses (a warning)",
        "network-egress",
        [DNS, { to: [{ ipBlock: { cidr: "52.219.0.0/16" } }] }],
    ),
    ofPolicy("network-no-dns", "A NetworkPolicy lets out 443 and no DNS", "network-dns", [
        { ports: [{ port: 443 }] },
    ]),
    {
        name: "region-misspelt",
        title: "The webhook's Region does not exist",
        cause: "network-sts-region",
        shape: { ...ONE_POD, webhookRegion: "us-eest-2" },
        inject: () => undefined,
    },
    {
        name: "region-elsewhere",
        title: "The webhook's Region is one of another partition",
        cause: "network-sts-region",
        shape: { ...ONE_POD, webhookRegion: "us-gov-west-1" },
        inject: () => undefined,
    },
];

function ofPolicy(name: string, title: string, cause: string, egress: readonly unknown[]): Fault {
    return {
        ...{ name, title, cause, shape: ONE_POD },
        inject: async (stage: Stage) => {
            await stage.apply({
                ...{ apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy" },
                metadata: { namespace: stage.names.namespace, name: "egress" },
                spec: { podSelector: {}, policyTypes: ["Egress"], egress },
            });
        },
    };
}
