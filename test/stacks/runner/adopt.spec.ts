import { expect } from "chai";

import { adopt } from "../../../stacks/runner/adopt.ts";
import { physicalId } from "../../../stacks/runner/physical-id.ts";
import type { PendingOperation, StateResource } from "../../../stacks/runner/state-file.ts";

function resource(type: string, name: string, more: Partial<StateResource> = {}): StateResource {
    return { urn: `urn:pulumi:dev::p::${type}::${name}`, type, custom: true, ...more };
}

function pending(type: string, of: StateResource): PendingOperation {
    return { type, resource: of };
}

describe("the id of a resource that was being created", () => {
    const role = resource("aws:iam/role:Role", "role", {
        outputs: { arn: "arn:aws-us-gov:iam::123456789012:role/x" },
    });
    const IDS: readonly (readonly [string, Record<string, unknown>, string | undefined])[] = [
        ["aws:s3/bucket:Bucket", { bucket: "b" }, "b"],
        ["aws:s3/bucketPolicy:BucketPolicy", { bucket: "b", policy: "{}" }, "b"],
        ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", { bucket: "b" }, "b"],
        ["aws:s3/bucketOwnershipControls:BucketOwnershipControls", { bucket: "b" }, "b"],
        ["aws:s3/bucket:Bucket", {}, undefined],
        [
            "aws:s3/bucketVersioning:BucketVersioning",
            { bucket: "b", expectedBucketOwner: "123456789012" },
            "b,123456789012",
        ],
        [
            "aws:s3/bucketIntelligentTieringConfiguration:BucketIntelligentTieringConfiguration",
            { bucket: "b", name: "archive-unread" },
            "b:archive-unread",
        ],
        ["aws:kms/key:Key", { description: "d" }, undefined],
        ["aws:kms/alias:Alias", { name: "alias/a" }, "alias/a"],
        ["aws:kms/keyPolicy:KeyPolicy", { keyId: "k" }, "k"],
        ["aws:iam/role:Role", { name: "r", path: "/p/" }, "r"],
        ["aws:iam/rolePolicy:RolePolicy", { role: "r", name: "p" }, "r:p"],
        ["aws:iam/rolePolicy:RolePolicy", { role: "r" }, undefined],
        [
            "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
            { role: "r", policyArn: "arn:aws:iam::aws:policy/X" },
            "r/arn:aws:iam::aws:policy/X",
        ],
        ["aws:iam/policy:Policy", { name: "p" }, "arn:aws-us-gov:iam::123456789012:policy/p"],
        [
            "aws:iam/policy:Policy",
            { name: "p", path: "/a/b/" },
            "arn:aws-us-gov:iam::123456789012:policy/a/b/p",
        ],
        ["kubernetes:core/v1:Namespace", { metadata: { name: "n" } }, "n"],
        ["kubernetes:core/v1:Secret", { metadata: { name: "s", namespace: "n" } }, "n/s"],
        [
            "kubernetes:tempo.grafana.com/v1alpha1:TempoStack",
            { metadata: { name: "t", namespace: "n" } },
            "n/t",
        ],
        ["kubernetes:core/v1:Secret", { metadata: { generateName: "s-" } }, undefined],
        ["kubernetes:core/v1:Secret", {}, undefined],
        ["aws:iam/role:Role", { name: { "4dabf18193072939515e22adb298388d": "1b" } }, undefined],
        ["random:index/randomId:RandomId", { name: "x" }, undefined],
    ];
    for (const [type, inputs, id] of IDS) {
        it(`is ${id ?? "not known"} for ${type} of ${JSON.stringify(inputs)}`, () => {
            expect(physicalId(resource(type, "x", { inputs }), [role])).to.equal(id);
        });
    }

    it("is not known for a policy of an account that nothing names", () => {
        const policy = resource("aws:iam/policy:Policy", "p", { inputs: { name: "p" } });
        expect(physicalId(policy, [])).to.equal(undefined);
    });
});

describe("what a killed update left", () => {
    const bucket = resource("aws:s3/bucket:Bucket", "bucket", {
        inputs: { bucket: "b", forceDestroy: true },
        protect: true,
    });

    it("is taken into the state, as it was to be, and looked at", () => {
        const adoption = adopt({ resources: [], pending: [pending("creating", bucket)] });
        expect(adoption.resources).to.deep.equal([
            { ...bucket, id: "b", outputs: { bucket: "b", forceDestroy: true, id: "b" } },
        ]);
        expect(adoption.uncertain).to.deep.equal([bucket.urn]);
        expect(adoption.unawaited).to.deep.equal([]);
        expect(adoption.notes.join()).to.match(/^creating bucket .* was cut short; looked for b$/);
    });

    it("is looked for by people, where its id cannot be told", () => {
        const odd = resource("random:index/randomId:RandomId", "odd");
        const adoption = adopt({ resources: [], pending: [pending("creating", odd)] });
        expect(adoption).to.deep.include({ resources: [], uncertain: [] });
        expect(adoption.notes.join()).to.match(
            /creating odd .*cannot be told from here: look for it/,
        );
    });

    it("is nothing, for what is in the state only", () => {
        const component = { ...resource("tempo-sts:index:TempoStsStack", "tempo"), custom: false };
        const provider = resource("pulumi:providers:aws", "aws");
        const adoption = adopt({
            resources: [],
            pending: [pending("creating", component), pending("creating", provider)],
        });
        expect(adoption).to.deep.equal({ resources: [], uncertain: [], unawaited: [], notes: [] });
    });

    it("is deleted, where it was to replace another; and is no second one, where it is the same", () => {
        const old = { ...bucket, id: "old" };
        const beside = adopt({ resources: [old], pending: [pending("creating", bucket)] });
        expect(beside.resources.map(({ id, delete: gone }) => [id, gone])).to.deep.equal([
            ["old", undefined],
            ["b", true],
        ]);
        expect(beside.uncertain).to.deep.equal([]);
        const same = { ...bucket, id: "b" };
        expect(
            adopt({ resources: [same], pending: [pending("creating", bucket)] }).resources,
        ).to.deep.equal([same]);
        const going = { ...bucket, id: "old", delete: true };
        const after = adopt({ resources: [going], pending: [pending("creating", bucket)] });
        expect(after.uncertain).to.deep.equal([bucket.urn]);
    });

    it("is a Job that nobody waited for", () => {
        const inputs = { metadata: { name: "j", namespace: "n" } };
        const job = resource("kubernetes:batch/v1:Job", "job", { inputs });
        const { unawaited } = adopt({ resources: [], pending: [pending("creating", job)] });
        expect(unawaited).to.deep.equal([job.urn]);
    });

    it("is looked at, where it was being changed or deleted; and not where it was only read", () => {
        const there = { ...bucket, id: "b" };
        const of = (type: string, resources: StateResource[]) =>
            adopt({ resources, pending: [pending(type, there)] });
        for (const type of ["updating", "deleting"]) {
            expect(of(type, [there])).to.deep.include({
                resources: [there],
                uncertain: [there.urn],
            });
        }
        expect(of("reading", [there]).uncertain).to.deep.equal([]);
        expect(of("deleting", []).uncertain).to.deep.equal([]);
    });

    it("may have an id of its own", () => {
        const known = { ...bucket, id: "import-me" };
        const { resources } = adopt({ resources: [], pending: [pending("importing", known)] });
        expect(resources[0]?.id).to.equal("import-me");
    });
});
