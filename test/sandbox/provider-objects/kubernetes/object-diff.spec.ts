import { expect } from "chai";

import type { KubeObject } from "../../../../sandbox/provider-objects/kubernetes/kube-object.ts";
import { diffObject } from "../../../../sandbox/provider-objects/kubernetes/object-diff.ts";
import {
    normalize,
    STATE_INPUTS,
} from "../../../../sandbox/provider-objects/kubernetes/object-inputs.ts";
import { readKubernetesSettings } from "../../../../sandbox/provider-objects/kubernetes/settings.ts";
import { KubernetesProvider } from "../../../../sandbox/provider-objects/kubernetes/kubernetes-provider.ts";
import { UNKNOWN } from "../../../../sandbox/provider-objects/wire-values.ts";

const META = { name: "x", namespace: "ns" };

function diff(
    inputs: KubeObject,
    wanted: KubeObject,
    parts: { live?: KubeObject; config?: Record<string, string>; now?: KubeObject } = {},
) {
    const live = parts.live ?? {
        ...normalize(inputs),
        metadata: { uid: "u", ...META, ...(inputs["metadata"] as object) },
    };
    return diffObject({
        state: { ...live, [STATE_INPUTS]: inputs },
        wanted: normalize(wanted),
        settings: readKubernetesSettings(parts.config ?? {}),
        namespace: "default",
        read: () => Promise.resolve(parts.now),
    });
}

const secret = (stringData: object): KubeObject => ({
    apiVersion: "v1",
    kind: "Secret",
    metadata: META,
    stringData,
});
const config = (data: object): KubeObject => ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: META,
    data,
});

describe("the difference between Kubernetes objects", () => {
    it("is none when only the server's own members differ", async () => {
        const inputs = { apiVersion: "a.b/v1", kind: "Foo", metadata: META, spec: { size: 1 } };
        const live = {
            ...inputs,
            metadata: { ...META, uid: "u", labels: { a: "b" } },
            spec: { size: 1, other: 2 },
            status: {},
        };
        expect(await diff(inputs, inputs, { live })).to.deep.equal({
            changes: false,
            replaces: [],
            deleteBeforeReplace: false,
        });
    });

    it("is none between a Secret's text and its base64", async () => {
        const data = { k: Buffer.from("v").toString("base64") };
        const wanted = { apiVersion: "v1", kind: "Secret", metadata: META, data };
        expect((await diff(secret({ k: "v" }), wanted)).changes).to.equal(false);
    });

    it("shows what somebody else changed in a member that was given", async () => {
        const inputs = config({ a: "1" });
        const result = await diff(inputs, inputs, {
            live: { ...inputs, data: { a: "2" } },
            config: { enableConfigMapMutable: "true" },
        });
        expect(result).to.deep.include({ changes: true, replaces: [] });
    });

    it("notices a member that is not given any more", async () => {
        const inputs = { apiVersion: "a.b/v1", kind: "Foo", metadata: META, spec: { a: 1, b: 2 } };
        expect((await diff(inputs, { ...inputs, spec: { a: 1 } })).changes).to.equal(true);
    });

    it("replaces for another name or namespace, without deleting first", async () => {
        const inputs = config({ a: "1" });
        const renamed = await diff(inputs, { ...inputs, metadata: { ...META, name: "y" } });
        expect(renamed).to.deep.equal({
            changes: true,
            replaces: [".metadata.name"],
            deleteBeforeReplace: false,
        });
        const moved = await diff(inputs, { ...inputs, metadata: { ...META, namespace: "other" } });
        expect(moved).to.deep.include({
            replaces: [".metadata.namespace"],
            deleteBeforeReplace: false,
        });
        const unknown = await diff(inputs, { ...inputs, metadata: { ...META, name: UNKNOWN } });
        expect(unknown).to.deep.include({
            replaces: [".metadata.name"],
            deleteBeforeReplace: false,
        });
    });

    it("replaces a Secret's and a ConfigMap's data, deleting first, unless they are mutable", async () => {
        const changed = [secret({ k: "v" }), secret({ k: "w" })] as const;
        expect(await diff(...changed)).to.deep.include({
            replaces: [".data.k"],
            deleteBeforeReplace: true,
        });
        expect(await diff(...changed, { config: { enableSecretMutable: "true" } })).to.deep.include(
            { changes: true, replaces: [] },
        );
        const maps = [config({ k: "v" }), config({ k: "w" })] as const;
        expect((await diff(...maps)).replaces).to.deep.equal([".data.k"]);
        expect(
            (await diff(...maps, { config: { enableConfigMapMutable: "true" } })).replaces,
        ).to.deep.equal([]);
        const fixed = { config: { enableSecretMutable: "true" } };
        const [one, other] = changed.map((object) => ({ ...object, immutable: true }));
        expect((await diff(one ?? {}, other ?? {}, fixed)).replaces).to.deep.equal([".data.k"]);
        const typed = await diff(
            { ...changed[0], type: "Opaque" },
            { ...changed[0], type: "a.b/c" },
            fixed,
        );
        expect(typed.replaces).to.deep.equal([".type"]);
    });

    it("replaces a Job for another template, and when it is to be replaced unless it is complete", async () => {
        const job = (image: string, annotations = {}): KubeObject => ({
            apiVersion: "batch/v1",
            kind: "Job",
            metadata: { ...META, annotations },
            spec: { template: { spec: { containers: [{ image }] } } },
        });
        expect((await diff(job("a"), job("b"))).replaces).to.deep.equal([
            ".spec.template.spec.containers",
        ]);
        const eager = job("a", { "pulumi.com/replaceUnready": "true" });
        const done = { status: { conditions: [{ type: "Complete", status: "True" }] } };
        expect((await diff(eager, eager, { now: {} })).replaces).to.have.lengthOf(1);
        expect((await diff(eager, eager, { now: done })).replaces).to.deep.equal([]);
    });

    it("does not take a custom resource for the built-in kind of its name", async () => {
        const job = (spec: object): KubeObject => ({
            apiVersion: "a.b/v1",
            kind: "Job",
            metadata: META,
            spec,
        });
        expect((await diff(job({ template: 1 }), job({ template: 2 }))).replaces).to.deep.equal([]);
    });
});

describe("inputs of Kubernetes objects", () => {
    const provider = new KubernetesProvider();
    const urn = (type: string): string => `urn:pulumi:s::p::a:b:C$${type}::My-Name`;

    it("get the kind of their type, and a name that is kept", async () => {
        const checked = await provider.check(urn("kubernetes:core/v1:ConfigMap"), {}, { data: {} });
        const object = checked.inputs as {
            apiVersion: string;
            kind: string;
            metadata: { name: string };
        };
        expect(object).to.deep.include({ apiVersion: "v1", kind: "ConfigMap" });
        expect(object.metadata.name).to.match(/^my-name-[0-9a-f]{8}$/);
        const again = await provider.check(urn("kubernetes:core/v1:ConfigMap"), object, {
            data: {},
        });
        expect(again.inputs).to.have.nested.property("metadata.name", object.metadata.name);
    });

    it("keep a name that is given, one the server makes, and one that is not known yet", async () => {
        for (const metadata of [{ name: "n" }, { generateName: "n-" }, UNKNOWN]) {
            const checked = await provider.check(urn("kubernetes:a.b/v1:Foo"), {}, { metadata });
            expect(checked.inputs).to.have.deep.property("metadata", metadata);
        }
    });

    for (const type of [
        "kubernetes:core/v1:SecretPatch",
        "kubernetes:core/v1:SecretList",
        "kubernetes:helm.sh/v3:Release",
        "kubernetes:yaml/v2:ConfigGroup",
        "kubernetes:index:Foo:Bar",
    ]) {
        it(`refuses ${type} by its name`, async () => {
            const failure = await provider
                .check(urn(type), {}, {})
                .catch((error: unknown) => error);
            expect(failure).to.be.instanceOf(Error).with.property("message").that.contains(type);
        });
    }
});
