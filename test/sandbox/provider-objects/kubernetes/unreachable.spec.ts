import { expect } from "chai";

import { KubernetesProvider } from "../../../../sandbox/provider-objects/kubernetes/kubernetes-provider.ts";
import { failureOf } from "../driver.ts";

describe("Kubernetes objects of a cluster that does not answer", () => {
    const kubeconfig = JSON.stringify({
        ...{
            apiVersion: "v1",
            kind: "Config",
            "current-context": "gone",
            users: [{ name: "u", user: {} }],
        },
        clusters: [{ name: "c", cluster: { server: "https://127.0.0.1:1" } }],
        contexts: [{ name: "gone", context: { cluster: "c", user: "u" } }],
    });
    const urn = "urn:pulumi:s::p::kubernetes:core/v1:ConfigMap::m";
    const state = {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: "m", namespace: "n" },
        __inputs: {},
    };

    function provider(config: Record<string, string> = {}): KubernetesProvider {
        const made = new KubernetesProvider();
        made.configure({ kubeconfig, ...config });
        return made;
    }

    it("fail to be deleted or read, with the reason", async () => {
        expect((await failureOf(provider().delete("n/m", urn, state))).message).to.match(
            /ECONNREFUSED/,
        );
        expect((await failureOf(provider().read("n/m", urn, state))).message).to.match(
            /ECONNREFUSED/,
        );
    });

    it("count as deleted where the provider is told so", async () => {
        const tolerant = provider({ deleteUnreachable: "true" });
        await tolerant.delete("n/m", urn, state);
        expect(await tolerant.read("n/m", urn, state)).to.deep.equal({});
    });

    it("keep their state where the provider is told so", async () => {
        const read = await provider({ skipUpdateUnreachable: "true" }).read("n/m", urn, state);
        expect(read).to.deep.include({ id: "n/m", props: state });
    });
});
