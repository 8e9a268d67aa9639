import { expect } from "chai";

import { ephemeralExpires } from "../../../policy-pack/policies/ephemeral-expires.ts";
import { ownershipTags } from "../../../policy-pack/policies/ownership-tags.ts";
import { TAGS } from "../cases.ts";
import { judge, UNKNOWN_TEXT, type Given } from "../judge.ts";

const bucket = (tags: unknown, more: Partial<Given> = {}): Given => ({
    ...{ type: "aws:s3/bucket:Bucket", props: { tags } },
    ...more,
});

describe("the policy ownership-tags", () => {
    const refused = async (given: Given, config = {}): Promise<readonly string[]> =>
        (await judge(ownershipTags, [given], config)).violations;

    it("names every tag that is missing", async () => {
        const wanted = ["tempo-sts:stack", "tempo-sts:profile"];
        const rest = Object.fromEntries(
            Object.entries(TAGS).filter(([key]) => !wanted.includes(key)),
        );
        expect((await refused(bucket(rest))).join()).to.contain(
            "the tags tempo-sts:stack, tempo-sts:profile,",
        );
        expect(await refused(bucket(undefined))).to.have.lengthOf(1);
    });

    it("counts the default tags of the Pulumi provider, as text and as object", async () => {
        for (const defaultTags of [JSON.stringify({ tags: TAGS }), { tags: TAGS }]) {
            const given = bucket({ more: "own" }, { provider: { defaultTags } });
            expect(await refused(given)).to.deep.equal([]);
        }
        const all = { type: "aws:s3/bucket:Bucket", props: { tags: {}, tagsAll: TAGS } };
        expect(await refused(all)).to.deep.equal([]);
        expect(await refused(bucket({}, { provider: { defaultTags: "none" } }))).to.have.lengthOf(
            1,
        );
    });

    it("asks for the keys that are configured, of the types that are configured", async () => {
        expect(await refused(bucket({ team: "a" }), { keys: ["team"] })).to.deep.equal([]);
        expect(await refused(bucket(TAGS), { keys: ["team"] })).to.have.lengthOf(1);
        expect(await refused(bucket({}), { types: ["aws:kms/key:Key"] })).to.deep.equal([]);
        const rule = { type: "aws:s3/bucketPolicy:BucketPolicy", props: {} };
        expect(await refused(rule)).to.deep.equal([]);
        expect(await refused(rule, { types: [rule.type] })).to.have.lengthOf(1);
        expect(await judge(ownershipTags, [{ type: "pulumi:pulumi:Stack" }])).to.include({
            notApplicable: true,
        });
    });

    it("is content with a tag whose value is not known yet", async () => {
        expect(
            await judge(ownershipTags, [bucket({ ...TAGS, "tempo-sts:namespace": UNKNOWN_TEXT })]),
        ).to.deep.equal({ violations: [] });
    });
});

describe("the policy ephemeral-expires", () => {
    const refused = async (given: Given, config = {}): Promise<readonly string[]> =>
        (await judge(ephemeralExpires, [given], config)).violations;
    const EPHEMERAL = { "tempo-sts:profile": "ephemeral" };
    const LIVING = { ...EPHEMERAL, "tempo-sts:created": "20261124T100000Z" };

    it("refuses what says since when it is there, and not until when", async () => {
        const found = await refused(bucket(LIVING));
        expect(found.join()).to.match(/tags\["tempo-sts:expires"\].*got nothing.*--ttl/);
    });

    it("refuses a time that is none, and one before it was made", async () => {
        for (const expires of ["tomorrow", "2026-11-25", "20261124T100000Z", "20261123T100000Z"]) {
            const found = await refused(bucket({ ...LIVING, "tempo-sts:expires": expires }));
            expect(found.join(), expires).to.contain(expires);
        }
        const later = { "tempo-sts:expires": "20261124T100001Z" };
        expect(await refused(bucket({ ...LIVING, ...later }))).to.deep.equal([]);
        expect(await refused(bucket({ ...EPHEMERAL, ...later }), { always: true })).to.deep.equal(
            [],
        );
    });

    it("lets what has no lifetime at all pass, unless it is configured otherwise", async () => {
        expect(await refused(bucket(EPHEMERAL))).to.deep.equal([]);
        expect(await refused(bucket(EPHEMERAL), { always: true })).to.have.lengthOf(1);
    });

    it("has nothing to say of production, and of what tells no profile", async () => {
        const production = { ...LIVING, "tempo-sts:profile": "production" };
        for (const tags of [production, { "tempo-sts:created": "20261124T100000Z" }, undefined]) {
            expect(await refused(bucket(tags), { always: true })).to.deep.equal([]);
        }
    });

    it("reads the labels of objects in the cluster alike", async () => {
        const labels = {
            "tempo-sts.io/profile": "ephemeral",
            "tempo-sts.io/created": "20261124T100000Z",
        };
        const namespace = { type: "kubernetes:core/v1:Namespace", props: { metadata: { labels } } };
        const found = await refused(namespace);
        expect(found.join()).to.contain('metadata.labels["tempo-sts.io/expires"]');
    });

    it("doubts a time that is not known yet", async () => {
        const { violations, doubt } = await judge(ephemeralExpires, [
            bucket({ ...LIVING, "tempo-sts:expires": UNKNOWN_TEXT }),
        ]);
        expect({ violations, doubt: doubt !== undefined }).to.deep.equal({
            violations: [],
            doubt: true,
        });
    });
});
