import { expect } from "chai";

import { noWildcardPrincipal } from "../../../policy-pack/policies/no-wildcard-principal.ts";
import { RESOURCE_DOCUMENTS } from "../../../policy-pack/reading/kinds.ts";
import { judge, UNKNOWN_TEXT } from "../judge.ts";

const BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";

describe("the policy no-wildcard-principal", () => {
    const refused = async (statement: object, config = {}): Promise<readonly string[]> => {
        const props = {
            policy: JSON.stringify({ Statement: [{ Effect: "Allow", ...statement }] }),
        };
        return (await judge(noWildcardPrincipal, [{ type: BUCKET_POLICY, props }], config))
            .violations;
    };

    const OPEN: readonly object[] = [
        { Principal: "*" },
        { Principal: { AWS: "*" } },
        { Principal: { AWS: ["arn:aws:iam::123456789012:root", "*"] } },
        { Principal: { Service: "*" } },
        { Principal: { Federated: "*" } },
        { Principal: { AWS: "arn:aws:iam::123456789012:role/*" } },
        { NotPrincipal: { AWS: "arn:aws:iam::123456789012:root" } },
    ];
    for (const statement of OPEN) {
        it(`refuses ${JSON.stringify(statement)} in an Allow, and lets it pass in a Deny`, async () => {
            expect((await refused(statement)).join()).to.match(
                /policy\.Statement\[0\]\.(Not)?Principal/,
            );
            expect(await refused({ ...statement, Effect: "Deny" })).to.deep.equal([]);
        });
    }

    it("lets accounts, roles, services and providers pass", async () => {
        const names = [
            { AWS: "123456789012" },
            { AWS: ["arn:aws:iam::123456789012:role/tracing"] },
            { Service: ["cloudtrail.amazonaws.com", "events.amazonaws.com"] },
            { Federated: "arn:aws:iam::123456789012:oidc-provider/oidc.example.com" },
        ];
        for (const Principal of names) expect(await refused({ Principal })).to.deep.equal([]);
    });

    it("takes * with an exact test of a key that is configured, and only then", async () => {
        const config = { narrowingKeys: ["aws:PrincipalOrgID"] };
        const with_ = (Condition: object): object => ({ Principal: "*", Condition });
        const exact = with_({ StringEquals: { "AWS:principalOrgId": "o-1234567890" } });
        expect(await refused(exact)).to.have.lengthOf(1);
        expect(await refused(exact, config)).to.deep.equal([]);
        for (const condition of [
            { StringLike: { "aws:PrincipalOrgID": "o-*" } },
            { StringNotEquals: { "aws:PrincipalOrgID": "o-1234567890" } },
            { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-1234567890" } },
            { "ForAllValues:StringEquals": { "aws:PrincipalOrgID": "o-1234567890" } },
            { StringEquals: { "aws:PrincipalOrgID": [] } },
            { StringEquals: { "aws:SourceAccount": "123456789012" } },
        ]) {
            expect(
                await refused(with_(condition), config),
                JSON.stringify(condition),
            ).to.have.lengthOf(1);
        }
    });

    for (const [type, property] of Object.entries(RESOURCE_DOCUMENTS)) {
        it(`reads ${property} of ${type}`, async () => {
            const props = { [property]: { Statement: { Effect: "Allow", Principal: "*" } } };
            const { violations } = await judge(noWildcardPrincipal, [{ type, props }]);
            expect(violations.join()).to.contain(`${property}.Statement[0].Principal`);
        });
    }

    it("says nothing of a resource without a policy, of others, and of what is not known yet", async () => {
        expect(await judge(noWildcardPrincipal, [{ type: "aws:kms/key:Key" }])).to.deep.equal({
            violations: [],
        });
        const other = await judge(noWildcardPrincipal, [{ type: "aws:iam/policy:Policy" }]);
        expect(other).to.include({ notApplicable: true });
        const props = { policy: UNKNOWN_TEXT };
        const unknown = await judge(noWildcardPrincipal, [{ type: BUCKET_POLICY, props }]);
        expect(unknown.doubt).to.match(/policy can't be known/);
    });
});
