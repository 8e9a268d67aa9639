/** How a TempoStsStack says until when it lives, and what it leaves behind when it is told to. */
import { expect } from "chai";

import { lifetimeLabels, lifetimeTags } from "../../components/pure/lifetime/lifetime.ts";
import { ACCOUNT } from "../support/answers.ts";
import { deploy, type Deployment } from "../support/mocks.ts";
import { gated, LABELS, make, TAGS, TEMPO_LABELS } from "./stack-fixture.ts";

const LIFETIME = {
    owner: "jane",
    branch: "feature/foo",
    runId: "12",
    created: "20261124T104300Z",
    expires: "20261125T104300Z",
    commit: "3a66a97",
} as const;

const RETAINED = [
    "tracing-identity-access",
    "tracing-identity-role",
    "tracing-traces-bucket",
    "tracing-traces-encryption",
    "tracing-traces-lifecycle",
    "tracing-traces-ownership",
    "tracing-traces-policy",
    "tracing-traces-public-access",
];

function labelsOf({ resources }: Deployment<unknown>): Record<string, unknown> {
    const objects = resources.flatMap(({ name, inputs }) => {
        const { metadata } = inputs as { metadata?: { labels?: unknown } };
        return metadata === undefined ? [] : [[name, metadata.labels]];
    });
    return Object.fromEntries(objects) as Record<string, unknown>;
}

describe("the lifetime of a TempoStsStack", () => {
    it("stands with the account in the tags of all that has tags in AWS", async () => {
        const { resource } = await deploy(make({ lifetime: LIFETIME, policyKind: "managed" }));
        const tags = { ...TAGS, ...lifetimeTags(LIFETIME), "tempo-sts:account": ACCOUNT };
        for (const name of ["traces-bucket", "identity-role", "identity-policy"]) {
            expect(resource(`tracing-${name}`).inputs["tags"], name).to.deep.equal(tags);
        }
    });

    it("stands with the account in the labels of all objects in the cluster", async () => {
        const deployment = await deploy(() => gated({ lifetime: LIFETIME }));
        const ours = { ...lifetimeLabels(LIFETIME), "tempo-sts.io/account": ACCOUNT };
        const run = { "tempo-sts.io/run": "1" };
        expect(labelsOf(deployment)).to.deep.equal({
            "tracing-namespace": { ...LABELS, ...ours },
            "tracing-storage-secret": { ...LABELS, ...ours },
            "tracing-gate-record": { ...LABELS, ...ours },
            "tracing-tempo-stack": { ...TEMPO_LABELS, ...ours },
            "tracing-check-generate": { ...LABELS, ...ours, ...run },
            "tracing-check-verify": { ...LABELS, ...ours, ...run },
        });
    });

    it("stands in no template of a pod: a change would send the traces a second time", async () => {
        const { resource } = await deploy(make({ lifetime: LIFETIME }));
        const spec = JSON.stringify(resource("tracing-check-generate").inputs["spec"]);
        expect(spec).not.to.contain("tempo-sts.io/expires");
    });

    it("is not overridden by the caller's own tags, and asks for nothing where there is none", async () => {
        const { resource, calls } = await deploy(make({ tags: { team: "a" } }));
        expect(resource("tracing-traces-bucket").inputs["tags"]).to.deep.equal({
            ...TAGS,
            team: "a",
        });
        const asked = calls.filter(({ token }) => token.includes("getCallerIdentity"));
        // One for the bucket's owner, one for the ARN of the IAM OIDC provider.
        expect(asked).to.have.lengthOf(2);
    });

    it("changes nothing that the gate proves: only another TempoStack does", async () => {
        const hashWith = async (expires: string, storageSize: string): Promise<unknown> => {
            const lifetime = { ...LIFETIME, expires };
            const { resource } = await deploy(() => gated({ lifetime, storageSize }));
            const { data } = resource("tracing-gate-record").inputs as {
                data: { manifestHash: unknown };
            };
            return data.manifestHash;
        };
        const hash = await hashWith("20261125T104300Z", "10Gi");
        expect(await hashWith("20271125T104300Z", "10Gi")).to.equal(hash);
        expect(await hashWith("20261125T104300Z", "20Gi")).not.to.equal(hash);
    });

    it("is known in a preview", async () => {
        const { resource } = await deploy(make({ lifetime: LIFETIME }), { preview: true });
        expect(resource("tracing-traces-bucket").inputs["tags"]).to.include(lifetimeTags(LIFETIME));
    });
});

describe("a TempoStsStack that lets go on destroy", () => {
    const kept = ({ resources }: Deployment<unknown>): string[] =>
        resources
            .filter(({ options }) => options.retainOnDelete)
            .map(({ name }) => name)
            .sort();

    it("keeps bucket and role with what guards them and gives them rights", async () => {
        expect(kept(await deploy(make({ retainOnDelete: true })))).to.deep.equal(RETAINED);
    });

    it("keeps a managed policy too", async () => {
        const deployment = await deploy(make({ retainOnDelete: true, policyKind: "managed" }));
        expect(kept(deployment)).to.include.members([
            "tracing-identity-attachment",
            "tracing-identity-policy",
            "tracing-identity-role",
        ]);
    });

    it("keeps nothing unless it is told to, in production neither", async () => {
        expect(kept(await deploy(make()))).to.deep.equal([]);
        expect(kept(await deploy(make({ profile: "production" })))).to.deep.equal([]);
    });
});
