import { expect } from "chai";

import {
    reachOfDns,
    reachOfInternet,
    restricting,
    selects,
} from "../../doctor/links/network/policies.ts";

const LABELS = { app: "tempo", component: "ingester" };

function policy(egress: readonly unknown[], more: object = {}): unknown {
    return {
        metadata: { name: "p" },
        spec: { podSelector: {}, policyTypes: ["Egress"], egress, ...more },
    };
}

function internet(...egress: unknown[]): string {
    return reachOfInternet([policy(egress)], 443).state;
}

describe("what NetworkPolicies let out", () => {
    it("is everything where none restricts", () => {
        expect(reachOfInternet([], 443)).to.deep.equal({ state: "open", policies: [] });
        const ingressOnly = { spec: { podSelector: {}, ingress: [] } };
        expect(restricting([ingressOnly], LABELS)).to.deep.equal([]);
        expect(restricting([policy([], { policyTypes: ["Ingress"] })], LABELS)).to.deep.equal([]);
    });

    it("is nothing where a policy names no rule", () => {
        expect(internet()).to.equal("closed");
        expect(reachOfDns([policy([])]).state).to.equal("closed");
    });

    it("goes by ports, their ends and their protocol", () => {
        expect(internet({})).to.equal("open");
        expect(internet({ ports: [{ port: 443 }] })).to.equal("open");
        expect(internet({ ports: [{ port: 400, endPort: 500 }] })).to.equal("open");
        expect(internet({ ports: [{ port: 444, endPort: 500 }] })).to.equal("closed");
        expect(internet({ ports: [{ protocol: "UDP", port: 443 }] })).to.equal("closed");
        expect(internet({ ports: [{ protocol: "TCP" }] })).to.equal("open");
        expect(internet({ ports: [{ port: "https" }] })).to.equal("closed");
    });

    it("goes by peers: those inside the cluster are no way out", () => {
        expect(internet({ to: [{ namespaceSelector: {} }] })).to.equal("closed");
        expect(internet({ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }] })).to.equal("open");
        expect(internet({ to: [{ ipBlock: { cidr: "10.0.0.0/8" } }] })).to.equal("partly");
        const but = (...except: string[]) => ({ to: [{ ipBlock: { cidr: "0.0.0.0/0", except } }] });
        expect(internet(but("169.254.0.0/16", "10.0.0.0/8"))).to.equal("open");
        expect(internet(but("52.0.0.0/8"))).to.equal("partly");
    });

    it("adds policies up", () => {
        const policies = [policy([]), policy([{ ports: [{ port: 443 }] }])];
        expect(reachOfInternet(policies, 443).state).to.equal("open");
    });

    it("takes DNS at 53 and, as OpenShift has it, at 5353", () => {
        const dns = (port: number) =>
            reachOfDns([policy([{ ports: [{ protocol: "UDP", port }] }])]);
        expect([dns(53).state, dns(5353).state, dns(54).state]).to.deep.equal([
            "open",
            "open",
            "closed",
        ]);
    });

    it("concerns the pods that a selector takes", () => {
        const by = (operator: string, values?: string[]) =>
            selects({ matchExpressions: [{ key: "app", operator, values }] }, LABELS);
        expect(selects({}, LABELS)).to.equal(true);
        expect(selects({ matchLabels: { app: "other" } }, LABELS)).to.equal(false);
        expect(by("In", ["tempo"])).to.equal(true);
        expect(by("NotIn", ["tempo"])).to.equal(false);
        expect(by("Exists")).to.equal(true);
        expect(by("DoesNotExist")).to.equal(false);
        expect(by("Alike", ["tempo"])).to.equal(false);
    });

    it("restricts by its rules where it names no types", () => {
        const untyped = { spec: { podSelector: {}, egress: [] } };
        expect(restricting([untyped], LABELS)).to.deep.equal([untyped]);
    });
});
