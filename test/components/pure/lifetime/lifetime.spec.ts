import { expect } from "chai";
import fc from "fast-check";

import { isLabelValue } from "../../../../components/pure/names/kubernetes-names.ts";
import {
    LIFETIME_LABELS,
    LIFETIME_TAGS,
    type Lifetime,
    lifetimeLabels,
    lifetimeOfLabels,
    lifetimeOfTags,
    lifetimeTags,
    PLACE_TAGS,
    stackTags,
    timeTag,
} from "../../../../components/pure/lifetime/lifetime.ts";
import {
    LABELS,
    LONGEST_TAG_VALUE,
    OWNERSHIP_TAGS,
} from "../../../../components/pure/lifetime/tags.ts";
import { anyTime } from "../arbitraries.ts";

const WHOLE: Lifetime = {
    owner: "jane@example.com",
    branch: "feature/foo",
    runId: "12",
    created: "20261124T104300Z",
    expires: "20261125T104300Z",
    commit: "3a66a97",
};

const anyLifetime: fc.Arbitrary<Lifetime> = fc.record(
    {
        owner: fc.string({ unit: "binary", maxLength: 300 }),
        branch: fc.string({ unit: "binary", maxLength: 300 }),
        runId: fc.string(),
        created: anyTime.map(timeTag),
        expires: anyTime.map(timeTag),
        commit: fc.string(),
    },
    { requiredKeys: ["owner", "created"] },
);

describe("the tags of a lifetime", () => {
    it("say owner, branch, run, creation, expiry and commit", () => {
        expect(lifetimeTags(WHOLE)).to.deep.equal({
            "tempo-sts:owner": "jane@example.com",
            "tempo-sts:branch": "feature/foo",
            "tempo-sts:run": "12",
            "tempo-sts:created": "20261124T104300Z",
            "tempo-sts:expires": "20261125T104300Z",
            "tempo-sts:commit": "3a66a97",
        });
    });

    it("leave out what is not known", () => {
        const { owner, created } = WHOLE;
        expect(lifetimeTags({ owner, created, expires: undefined })).to.deep.equal({
            "tempo-sts:owner": owner,
            "tempo-sts:created": created,
        });
    });

    it("are read back as they were written", () => {
        expect(lifetimeOfTags({ other: "x", ...lifetimeTags(WHOLE) })).to.deep.equal(WHOLE);
    });

    it("tell no lifetime without owner or creation", () => {
        for (const missing of ["tempo-sts:owner", "tempo-sts:created"]) {
            const tags = lifetimeTags(WHOLE);
            expect(
                lifetimeOfTags(
                    Object.fromEntries(Object.entries(tags).filter(([key]) => key !== missing)),
                ),
            ).to.equal(undefined);
        }
        expect(lifetimeOfTags({})).to.equal(undefined);
    });

    it("are legal in AWS whatever the branch is called, and times stand as they are", () => {
        fc.assert(
            fc.property(anyLifetime, (lifetime) => {
                const tags = lifetimeTags(lifetime);
                for (const value of Object.values(tags)) {
                    expect(value).to.match(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u);
                    expect(value.length).to.be.at.most(LONGEST_TAG_VALUE);
                }
                expect(tags[LIFETIME_TAGS.created]).to.equal(lifetime.created);
                expect(tags[LIFETIME_TAGS.expires]).to.equal(lifetime.expires);
            }),
        );
    });
});

describe("the labels of a lifetime", () => {
    it("say the same, shortened where a label cannot hold it", () => {
        const labels = lifetimeLabels(WHOLE);
        expect(labels).to.include({
            "tempo-sts.io/run-id": "12",
            "tempo-sts.io/created": "20261124T104300Z",
            "tempo-sts.io/expires": "20261125T104300Z",
            "tempo-sts.io/commit": "3a66a97",
        });
        expect(labels["tempo-sts.io/owner"]).to.match(/^jane-example\.com-[0-9a-f]{8}$/);
        expect(labels["tempo-sts.io/branch"]).to.match(/^feature-foo-[0-9a-f]{8}$/);
        expect(Object.keys(labels)).to.have.lengthOf(6);
    });

    it("use no key that tells something else", () => {
        const keys: string[] = Object.values(LIFETIME_LABELS);
        expect(keys.filter((key) => Object.values<string>(LABELS).includes(key))).to.deep.equal([]);
        const tags: string[] = [...Object.values(LIFETIME_TAGS), ...Object.values(PLACE_TAGS)];
        const owners = Object.values<string>(OWNERSHIP_TAGS);
        expect(tags.filter((key) => owners.includes(key))).to.deep.equal([]);
    });

    it("are legal whatever the branch is called, and tell the same times", () => {
        fc.assert(
            fc.property(anyLifetime, (lifetime) => {
                const labels = lifetimeLabels(lifetime);
                expect(Object.values(labels).every(isLabelValue)).to.equal(true);
                const read = lifetimeOfLabels(labels);
                expect(read?.created).to.equal(lifetime.created);
                expect(read?.expires).to.equal(lifetime.expires);
            }),
        );
    });
});

describe("the tags of a Pulumi stack", () => {
    const values = {
        lifetime: WHOLE,
        project: "tempo-sts",
        profile: "ephemeral",
        namespace: "ns",
        tempoName: "tmstack",
        buildNamespace: "b",
        accountId: "123456789012",
        region: "us-east-2",
    };

    it("say ownership, place and lifetime", () => {
        expect(stackTags(values)).to.deep.equal({
            "tempo-sts:project": "tempo-sts",
            "tempo-sts:profile": "ephemeral",
            "tempo-sts:namespace": "ns",
            "tempo-sts:tempo": "tmstack",
            "tempo-sts:build-namespace": "b",
            "tempo-sts:account": "123456789012",
            "tempo-sts:region": "us-east-2",
            ...lifetimeTags(WHOLE),
        });
        expect(stackTags({ ...values, accountId: undefined })).to.not.have.property(
            "tempo-sts:account",
        );
    });

    it("are legal for Pulumi: keys of at most 40 and values of at most 256 characters", () => {
        fc.assert(
            fc.property(anyLifetime, (lifetime) => {
                for (const [key, value] of Object.entries(stackTags({ ...values, lifetime }))) {
                    expect(key).to.match(/^[a-zA-Z0-9-_.:]{1,40}$/);
                    expect(value.length).to.be.at.most(256);
                }
            }),
        );
    });
});
