// What NetworkPolicies let out of a pod, as Kubernetes adds them up.
import { listAt, textAt, valueAt } from "../../../stacks/cluster/answers.ts";
import { isTable } from "../../../components/pure/fields/raw-values.ts";

/** Whether pods reach something: `partly` where only some addresses are let out to. */
export interface Reach {
    readonly state: "open" | "partly" | "closed";
    /** The policies that decide; empty where none does. */
    readonly policies: readonly string[];
}

/** The policies that restrict what leaves a pod with these labels. */
export function restricting(policies: readonly unknown[], labels: unknown): readonly unknown[] {
    return policies.filter(
        (policy) =>
            restrictsEgress(policy) && selects(valueAt(policy, "spec", "podSelector"), labels),
    );
}

/** Whether a TCP port of any address of the internet is reached. */
export function reachOfInternet(policies: readonly unknown[], port: number): Reach {
    return reach(policies, (rule) => (allowsPort(rule, "TCP", [port]) ? peersTo(rule) : "closed"));
}

/** Whether a DNS server is reached: in OpenShift its pods listen on 5353. */
export function reachOfDns(policies: readonly unknown[]): Reach {
    return reach(policies, (rule) => (allowsPort(rule, "UDP", [53, 5353]) ? "open" : "closed"));
}

function reach(policies: readonly unknown[], judge: (rule: unknown) => Reach["state"]): Reach {
    const names = policies.map((policy) => textAt(policy, "metadata", "name"));
    if (policies.length === 0) return { state: "open", policies: names };
    const states = policies.flatMap((policy) => listAt(policy, "spec", "egress").map(judge));
    const best = (["open", "partly"] as const).find((state) => states.includes(state));
    return { state: best ?? "closed", policies: names };
}

// Without policyTypes the rules themselves tell.
function restrictsEgress(policy: unknown): boolean {
    const types = valueAt(policy, "spec", "policyTypes");
    return Array.isArray(types)
        ? types.includes("Egress")
        : valueAt(policy, "spec", "egress") !== undefined;
}

/** Whether a label selector takes these labels; an empty one takes all. */
export function selects(selector: unknown, labels: unknown): boolean {
    const wanted = valueAt(selector, "matchLabels");
    const pairs = Object.entries(isTable(wanted) ? wanted : {});
    return (
        pairs.every(([key, value]) => valueAt(labels, key) === value) &&
        listAt(selector, "matchExpressions").every((each) => meets(each, labels))
    );
}

function meets(expression: unknown, labels: unknown): boolean {
    const value = valueAt(labels, textAt(expression, "key"));
    const isOneOf = listAt(expression, "values").includes(value);
    switch (textAt(expression, "operator")) {
        case "In":
            return isOneOf;
        case "NotIn":
            return !isOneOf;
        case "Exists":
            return value !== undefined;
        case "DoesNotExist":
            return value === undefined;
        default:
            return false;
    }
}

function allowsPort(rule: unknown, protocol: string, ports: readonly number[]): boolean {
    const listed = listAt(rule, "ports");
    return listed.length === 0 || listed.some((each) => holdsPort(each, protocol, ports));
}

function holdsPort(entry: unknown, protocol: string, ports: readonly number[]): boolean {
    if ((textAt(entry, "protocol") || "TCP") !== protocol) return false;
    const port = valueAt(entry, "port");
    if (port === undefined) return true;
    // A name is that of a port of a pod: outside of the cluster there are none.
    if (typeof port !== "number") return false;
    const end = valueAt(entry, "endPort");
    const last = typeof end === "number" ? end : port;
    return ports.some((each) => each >= port && each <= last);
}

// Selectors of pods and namespaces let nothing out of the cluster.
function peersTo(rule: unknown): Reach["state"] {
    const peers = listAt(rule, "to");
    if (peers.length === 0) return "open";
    const blocks = peers.flatMap((peer) => valueAt(peer, "ipBlock") ?? []);
    if (blocks.some(isEverywhere)) return "open";
    return blocks.length > 0 ? "partly" : "closed";
}

function isEverywhere(block: unknown): boolean {
    const exceptions = listAt(block, "except").map(String);
    return (
        ["0.0.0.0/0", "::/0"].includes(textAt(block, "cidr")) && exceptions.every(isPrivateRange)
    );
}

// Addresses that AWS answers at are none of these.
function isPrivateRange(cidr: string): boolean {
    return /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cde])/i.test(
        cidr,
    );
}
