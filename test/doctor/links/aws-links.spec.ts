import { expect } from "chai";

import { traceAccessPolicy } from "../../../components/pure/policies/trace-access.ts";
import { Unreadable } from "../../../doctor/facts/unreadable.ts";
import type { Link, Verdict } from "../../../doctor/link.ts";
import { diagnose } from "../../../doctor/diagnose.ts";
import { access } from "../../../doctor/links/access.ts";
import { bucket } from "../../../doctor/links/bucket.ts";
import { issuer } from "../../../doctor/links/issuer.ts";
import { oidcProvider } from "../../../doctor/links/oidc-provider.ts";
import { role } from "../../../doctor/links/role.ts";
import {
    fakeFacts,
    HEALTHY,
    ISSUER,
    PROVIDER_ARN,
    ROLE_ARN,
    type GivenFacts,
} from "../support/fake-facts.ts";

const ROLE = { arn: ROLE_ARN, name: "tracing", id: "AROA1", trust: {}, boundaryArn: undefined };
const BUCKET = {
    state: "there",
    own: true,
    region: "us-east-2",
    keyId: "",
    keyUnread: "",
} as const;
const KEY = { arn: "arn:aws:kms:us-east-2:123456789012:key/k", state: "Enabled" };
const POLICY = { where: "p", document: traceAccessPolicy({ bucketArn: "arn:aws:s3:::traces" }) };
const PROVIDER = {
    ...{ arn: PROVIDER_ARN, url: "oidc.example/c", thumbprints: [] },
    audiences: ["sts.amazonaws.com"],
};
const GOOD: GivenFacts = {
    ...HEALTHY,
    ...{ role: ROLE, bucket: BUCKET, key: undefined, bucketPolicy: undefined, boundary: undefined },
    ...{ provider: PROVIDER, rolePolicies: [POLICY] },
    discovery: { status: 200, text: JSON.stringify({ issuer: ISSUER, jwks_uri: `${ISSUER}/k` }) },
    publicKeys: { url: `${ISSUER}/k`, status: 200, keys: [{ kid: "a", material: "m" }] },
    clusterKeys: [{ kid: "a", material: "m" }],
    // Nobody listens there: the policies are read instead of simulated.
    connection: {
        region: "us-east-2",
        endpoints: { iam: "http://127.0.0.1:1" },
        credentials: { accessKeyId: "a", secretAccessKey: "b" },
    },
};

const LINKS: readonly Link[] = [issuer, oidcProvider, role, access, bucket];

describe("the links in AWS", () => {
    for (const link of LINKS) {
        it(`${link.id} holds where all is well, with what was seen`, async () => {
            const verdict = await judged(link, {});
            expect(verdict.state).to.equal("holds");
            expect(verdict.state === "holds" && verdict.evidence.length).to.be.above(0);
            expect(verdict).not.to.have.property("warnings");
        });
    }

    for (const [link, fact] of [
        [issuer, "issuer"],
        [issuer, "discovery"],
        [issuer, "publicKeys"],
        [issuer, "clusterKeys"],
        [oidcProvider, "provider"],
        [role, "role"],
        [access, "rolePolicies"],
        [access, "bucketPolicy"],
        [access, "key"],
        [bucket, "bucket"],
        [bucket, "key"],
    ] as const) {
        it(`${link.id} could not be checked where ${fact} is unreadable`, async () => {
            const { links } = await diagnose(
                [{ ...link, needs: [] }],
                fakeFacts({ ...GOOD, [fact]: new Unreadable("it hides") }),
            );
            expect(links[0]?.verdict).to.have.property("state", "not-checked");
            expect(links[0]?.verdict).to.have.property("because").that.includes("it hides");
        });
    }

    for (const [link, given, cause] of [
        [issuer, { clusterKeys: [{ kid: "a", material: "other" }] }, "issuer-keys-stale"],
        [issuer, { clusterKeys: [{ kid: "b", material: "m" }] }, "issuer-keys-stale"],
        [
            oidcProvider,
            { provider: { ...PROVIDER, url: "oidc.example/c/" } },
            "provider-trailing-slash",
        ],
        [
            oidcProvider,
            { provider: undefined, providers: [`${PROVIDER_ARN}/`] },
            "provider-trailing-slash",
        ],
        [oidcProvider, { provider: undefined }, "provider-missing"],
        [role, { role: undefined }, "role-missing"],
        [
            role,
            { role: { ...ROLE, arn: ROLE_ARN.replace("tracing", "Tracing") } },
            "role-other-arn",
        ],
        [access, { rolePolicies: [] }, "access-policy-missing"],
        [access, { key: KEY }, "access-key-missing"],
        [
            access,
            { role: { ...ROLE, boundaryArn: "arn:aws:iam::123456789012:policy/gone" } },
            "access-boundary",
        ],
        [bucket, { bucket: { ...BUCKET, state: "absent" } }, "bucket-missing"],
        [bucket, { bucket: { ...BUCKET, state: "denied", own: false } }, "bucket-other-owner"],
        [bucket, { bucket: { ...BUCKET, own: false } }, "bucket-other-owner"],
        [bucket, { bucket: { ...BUCKET, region: "eu-west-1" } }, "bucket-region"],
        [bucket, { key: { ...KEY, state: "Disabled" } }, "key-disabled"],
    ] as readonly (readonly [Link, GivenFacts, string])[]) {
        it(`${link.id} finds ${cause} in ${Object.keys(given).join(", ")}`, async () => {
            const verdict = await judged(link, given);
            expect(verdict.state === "broken" && verdict.findings[0].cause).to.equal(cause);
        });
    }

    it("takes a bucket of another account whose policy allows the role", async () => {
        const Statement = [
            {
                ...{ Effect: "Allow", Principal: { AWS: ROLE_ARN }, Action: "s3:*" },
                Resource: ["arn:aws:s3:::traces", "arn:aws:s3:::traces/*"],
            },
        ];
        const bucketPolicy = { where: "b", document: { Statement } };
        const verdict = await judged(bucket, { bucket: { ...BUCKET, own: false }, bucketPolicy });
        expect(verdict.state).to.equal("holds");
    });

    it("does not say that a bucket is whole whose encryption nobody could read", async () => {
        const verdict = await judged(bucket, { bucket: { ...BUCKET, keyUnread: "AccessDenied" } });
        expect(verdict).to.deep.equal({
            state: "not-checked",
            because: "the encryption of bucket traces could not be read: AccessDenied",
        });
    });

    it("does not say that a bucket is in the right Region when S3 does not tell it", async () => {
        const verdict = await judged(bucket, { bucket: { ...BUCKET, region: "" } });
        expect(verdict.state).to.equal("not-checked");
    });

    it("cannot tell of a bucket that S3 refuses, and that may be one's own", async () => {
        for (const own of [true, undefined]) {
            const verdict = await judged(bucket, { bucket: { ...BUCKET, state: "denied", own } });
            expect(verdict.state).to.equal("not-checked");
        }
    });
});

async function judged(link: Link, given: GivenFacts): Promise<Verdict> {
    return link.probe(fakeFacts({ ...GOOD, ...given }));
}
