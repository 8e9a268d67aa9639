import { expect } from "chai";

import { encryptedBucket } from "../../../policy-pack/policies/encrypted-bucket.ts";
import { publicAccessBlocked } from "../../../policy-pack/policies/public-access-blocked.ts";
import { tlsOnly } from "../../../policy-pack/policies/tls-only.ts";
import { bucketPolicy } from "../../../components/pure/policies/bucket.ts";
import { BLOCK, bucketWith, encryptedBy } from "../cases.ts";
import { judge, UNKNOWN_SWITCH, UNKNOWN_TEXT, type Given, type Verdict } from "../judge.ts";

const ALL = ["block", "policy", "encryption"] as const;

/** The bucket with everything, one of whose parts has these members too. */
function changed(part: (typeof ALL)[number], props: Record<string, unknown>): Given[] {
    return bucketWith(ALL).map((each) =>
        each.name === `bucket-${part}` ? { ...each, props: { ...each.props, ...props } } : each,
    );
}

describe("what every bucket has to have", () => {
    const violations = async (
        policy: Parameters<typeof judge>[0],
        given: readonly Given[],
        config = {},
    ): Promise<readonly string[]> => (await judge(policy, given, config)).violations;

    const SETTINGS = [
        ["block", publicAccessBlocked],
        ["policy", tlsOnly],
        ["encryption", encryptedBucket],
    ] as const;
    for (const [part, policy] of SETTINGS) {
        const others = ALL.filter((each) => each !== part);

        it(`${policy.name}: refuses the one bucket among others that has no ${part}`, async () => {
            const found = await violations(policy, [
                ...bucketWith(ALL, "a"),
                ...bucketWith(others, "b"),
                ...bucketWith(ALL, "c"),
            ]);
            expect(found).to.have.lengthOf(1);
            expect(found[0]).to.match(/^b: `bucket`: expected an aws\.s3\..*got n/);
        });

        it(`${policy.name}: finds a setting by the bucket's name where the program wrote it twice`, async () => {
            const apart = bucketWith(ALL).map((each) => ({ ...each, from: {} }));
            expect(await violations(policy, apart)).to.deep.equal([]);
            const wrong = apart.map((each) =>
                each.name === `bucket-${part}`
                    ? { ...each, props: { ...each.props, bucket: "x" } }
                    : each,
            );
            expect(await violations(policy, wrong)).to.have.lengthOf(1);
        });

        it(`${policy.name}: trusts the engine where the name is not known yet`, async () => {
            const given = bucketWith(ALL).map((each) => ({
                ...each,
                props: { ...each.props, bucket: UNKNOWN_TEXT },
            }));
            expect(await judge(policy, given)).to.deep.equal({ violations: [] });
        });

        it(`${policy.name}: doubts, and does not refuse, where nothing tells whose a setting is`, async () => {
            const given = bucketWith(ALL).map((each) => ({
                ...each,
                props: { ...each.props, bucket: UNKNOWN_TEXT },
                from: {},
            }));
            const { violations: found, doubt } = await judge(policy, [...given]);
            expect(found).to.deep.equal([]);
            expect(doubt).to.match(/bucket can't be known/);
        });

        it(`${policy.name}: hides no violation behind what is not known yet`, async () => {
            const nameless = (each: Given): Given => ({
                ...each,
                props: { ...each.props, bucket: UNKNOWN_TEXT },
            });
            const given = [...bucketWith(ALL, "a"), ...bucketWith(others, "b")].map(nameless);
            expect((await judge(policy, given)).violations).to.have.lengthOf(1);
            const unknown = {
                rules: UNKNOWN_TEXT,
                policy: UNKNOWN_TEXT,
                blockPublicAcls: UNKNOWN_SWITCH,
            };
            const doubtful = bucketWith(ALL, "a").map((each) => ({
                ...each,
                props: { ...each.props, ...unknown },
            }));
            const { violations: found, doubt } = await judge(policy, [
                ...doubtful,
                ...bucketWith(others, "b"),
            ]);
            expect(found).to.have.lengthOf(1);
            expect(doubt).to.be.a("string");
        });

        it(`${policy.name}: takes two names that are left out for no name`, async () => {
            const given = bucketWith(ALL).map((each) => ({
                ...each,
                props: { ...each.props, bucket: undefined },
                from: {},
            }));
            expect(await violations(policy, given)).to.have.lengthOf(1);
        });

        it(`${policy.name}: has nothing to say of a stack without a bucket`, async () => {
            expect(await violations(policy, [])).to.deep.equal([]);
        });
    }

    for (const key of Object.keys(BLOCK)) {
        it(`public-access-blocked: refuses ${key} that is false or left out, and doubts an unknown one`, async () => {
            for (const value of [false, undefined]) {
                const found = await violations(
                    publicAccessBlocked,
                    changed("block", { [key]: value }),
                );
                expect(found).to.have.lengthOf(1);
                expect(found[0]).to.contain(`bucket-block: \`${key}\`: expected true`);
            }
            const unknown = await judge(
                publicAccessBlocked,
                changed("block", { [key]: UNKNOWN_SWITCH }),
            );
            expect(unknown.violations).to.deep.equal([]);
            expect(unknown.doubt).to.contain(key);
        });
    }

    it("encrypted-bucket: takes the algorithms that are configured", async () => {
        const withKms = changed("encryption", { rules: [encryptedBy("aws:kms")] });
        expect(await violations(encryptedBucket, withKms)).to.deep.equal([]);
        const config = { algorithms: ["aws:kms"] };
        expect(await violations(encryptedBucket, withKms, config)).to.deep.equal([]);
        const plain = await violations(encryptedBucket, bucketWith(ALL), config);
        expect(plain.join()).to.match(/expected one of aws:kms, got "AES256"/);
        for (const rules of [undefined, [], [{ bucketKeyEnabled: true }], [encryptedBy("none")]]) {
            expect(
                await violations(encryptedBucket, changed("encryption", { rules })),
            ).to.have.lengthOf(1);
        }
    });

    describe("tls-only", () => {
        const [deny] = bucketPolicy({ bucketArn: "arn:aws:s3:::traces-of-bucket" }).Statement;
        const judged = (statement: object | undefined, more: object[] = []): Promise<Verdict> =>
            judge(
                tlsOnly,
                changed("policy", { policy: { Statement: [...more, { ...deny, ...statement }] } }),
            );

        it("lets the statement pass beside others, and in other words for the same", async () => {
            const others = [
                { Effect: "Deny", Principal: "*", Action: "s3:PutObject", Resource: "*" },
            ];
            expect((await judged({}, others)).violations).to.deep.equal([]);
            for (const same of [
                { Principal: { AWS: ["*"] }, Action: ["*"], Resource: "*" },
                { Condition: { bool: { "AWS:SecureTransport": [false] } } },
            ]) {
                expect((await judged(same)).violations, JSON.stringify(same)).to.deep.equal([]);
            }
        });

        const WEAKER: Readonly<Record<string, object>> = {
            "only some actions": { Action: ["s3:GetObject", "s3:PutObject"] },
            "only the objects": { Resource: ["arn:aws:s3:::traces-of-bucket/*"] },
            "only the bucket": { Resource: "arn:aws:s3:::traces-of-bucket" },
            "only some principals": { Principal: { AWS: "arn:aws:iam::123456789012:root" } },
            "another condition too": {
                Condition: {
                    Bool: { "aws:SecureTransport": "false" },
                    IpAddress: { "aws:SourceIp": "10.0.0.0/8" },
                },
            },
            "the contrary": { Condition: { Bool: { "aws:SecureTransport": "true" } } },
            "the contrary too": {
                Condition: { Bool: { "aws:SecureTransport": ["false", "true"] } },
            },
            "no condition": { Condition: {} },
            "an Allow": { Effect: "Allow" },
        };
        for (const [what, statement] of Object.entries(WEAKER)) {
            it(`refuses a statement with ${what}`, async () => {
                expect((await judged(statement)).violations.join()).to.match(
                    /bucket-policy: `policy`: .*1 statements, none/,
                );
            });
        }

        it("doubts a policy that is not known yet, and refuses what is none", async () => {
            const unknown = await judge(tlsOnly, changed("policy", { policy: UNKNOWN_TEXT }));
            expect(unknown.violations).to.deep.equal([]);
            expect(unknown.doubt).to.match(/policy can't be known/);
            const broken = await violations(tlsOnly, changed("policy", { policy: "none" }));
            expect(broken.join()).to.match(/expected a policy document/);
        });
    });
});
