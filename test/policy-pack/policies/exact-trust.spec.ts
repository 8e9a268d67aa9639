import { expect } from "chai";

import { exactTrust } from "../../../policy-pack/policies/exact-trust.ts";
import { PROVIDER, SUBJECT, webRole } from "../cases.ts";
import { judge, UNKNOWN_TEXT, type Given } from "../judge.ts";

const SUB = `${PROVIDER}:sub`;
const AUD = `${PROVIDER}:aud`;
const STS = "sts.amazonaws.com";
const EXACT = { [SUB]: [SUBJECT, `${SUBJECT}-query-frontend`], [AUD]: STS };

/** A role with one statement, as an object as Pulumi takes it too. */
function role(statement: object): Given {
    const assumeRolePolicy = { Version: "2012-10-17", Statement: statement };
    return { type: "aws:iam/role:Role", props: { assumeRolePolicy } };
}

describe("the policy exact-trust", () => {
    const refused = async (given: Given, config = {}): Promise<readonly string[]> =>
        (await judge(exactTrust, [given], config)).violations;

    const PASSING: readonly [string, unknown][] = [
        ["exact subjects and the audience", { StringEquals: EXACT }],
        ["keys in other letters", { stringequals: { [SUB.toUpperCase()]: SUBJECT, [AUD]: STS } }],
        [
            "StringLike without a wildcard",
            { StringLike: { [SUB]: SUBJECT }, StringEquals: { [AUD]: [STS] } },
        ],
        [
            "a pattern beside an exact test",
            { StringEquals: EXACT, StringLike: { [SUB]: "system:*" } },
        ],
    ];
    for (const [what, condition] of PASSING) {
        it(`lets ${what} pass`, async () => {
            expect(await refused(webRole(condition))).to.deep.equal([]);
        });
    }

    const FAILING: readonly [string, unknown, RegExp][] = [
        ["no condition", undefined, /:sub with exact subjects.*got no test of it/],
        ["no subject", { StringEquals: { [AUD]: STS } }, /:sub with exact subjects/],
        ["no audience", { StringEquals: { [SUB]: SUBJECT } }, /:aud with one of the audiences sts/],
        [
            "another audience",
            { StringEquals: { ...EXACT, [AUD]: ["openshift", STS] } },
            /:aud .*openshift/,
        ],
        [
            "a pattern",
            { StringLike: { [SUB]: "system:serviceaccount:a:*" }, StringEquals: { [AUD]: STS } },
            /StringLike \["system:serviceaccount:a:\*"\]/,
        ],
        [
            "a wildcard that stands for itself",
            { StringEquals: { ...EXACT, [SUB]: "*" } },
            /StringEquals \["\*"\]/,
        ],
        [
            "a test that holds without the key",
            { StringEqualsIfExists: EXACT },
            /:sub .*StringEqualsIfExists/,
        ],
        [
            "ForAllValues, which holds without the key",
            { "ForAllValues:StringEquals": EXACT },
            /:sub/,
        ],
        ["no value at all", { StringEquals: { [SUB]: [], [AUD]: STS } }, /:sub/],
        [
            "the keys of another provider",
            { StringEquals: { "other.example.com:sub": SUBJECT, "other.example.com:aud": STS } },
            /oidc.example.com\/cluster:sub/,
        ],
        ["any test but equality", { StringNotEquals: EXACT }, /:sub .*StringNotEquals/],
    ];
    for (const [what, condition, words] of FAILING) {
        it(`refuses ${what}`, async () => {
            const found = await refused(webRole(condition));
            expect(found).to.have.lengthOf.at.least(1);
            expect(found[0])
                .to.match(words)
                .and.to.contain("assumeRolePolicy.Statement[0].Condition");
        });
    }

    it("sees through wildcards in actions, and reads objects as it reads JSON", async () => {
        const Principal = { Federated: `arn:aws:iam::123456789012:oidc-provider/${PROVIDER}` };
        for (const Action of [
            "sts:*",
            "*",
            "sts:assumerolewith????dentity",
            ["sts:TagSession", "STS:AssumeRoleWithWebIdentity"],
        ]) {
            const found = await refused(role({ Effect: "Allow", Principal, Action }));
            expect(found, String(Action)).to.have.lengthOf(2);
        }
        for (const Action of ["sts:Assume", "s3:*", "sts:AssumeRoleWithSAML"]) {
            expect(await refused(role({ Effect: "Allow", Principal, Action }))).to.deep.equal([]);
        }
    });

    it("judges each of several providers", async () => {
        const Federated = ["a.example.com", "b.example.com"].map(
            (path) => `arn:aws:iam::123456789012:oidc-provider/${path}`,
        );
        const Condition = {
            StringEquals: { "a.example.com:sub": SUBJECT, "a.example.com:aud": STS },
        };
        const found = await refused(
            role({
                Effect: "Allow",
                Principal: { Federated },
                Action: "sts:AssumeRoleWithWebIdentity",
                Condition,
            }),
        );
        expect(found.join())
            .to.contain("b.example.com:sub")
            .and.to.not.contain("a.example.com:sub");
    });

    it("has nothing to say of services, of SAML, of a Deny, and of other resources", async () => {
        const Action = ["sts:AssumeRole", "sts:AssumeRoleWithWebIdentity"];
        const others = [
            { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action },
            {
                Effect: "Allow",
                Principal: { Federated: "arn:aws:iam::123456789012:saml-provider/a" },
                Action: "sts:*",
            },
            { Effect: "Deny", Principal: { Federated: "*" }, Action },
        ];
        for (const each of others) expect(await refused(role(each))).to.deep.equal([]);
        expect(await judge(exactTrust, [{ type: "aws:s3/bucket:Bucket" }])).to.include({
            notApplicable: true,
        });
    });

    it("takes other audiences, patterns and providers where they are configured", async () => {
        const pattern = "system:serviceaccount:preview-*:tempo";
        const wide = webRole({
            StringLike: { [SUB]: pattern },
            StringEquals: { [AUD]: "openshift" },
        });
        const config = { audiences: ["openshift"], allowedSubjectPatterns: [pattern] };
        expect(await refused(wide, config)).to.deep.equal([]);
        expect(
            await refused(wide, { ...config, allowedSubjectPatterns: ["system:*"] }),
        ).to.have.lengthOf(1);
        expect(await refused(webRole({}), { exemptProviders: [PROVIDER] })).to.deep.equal([]);
    });

    it("takes a pattern for a pattern only where IAM does", async () => {
        const Condition = { StringEquals: { [SUB]: "system:*", [AUD]: STS } };
        expect(
            await refused(webRole(Condition), { allowedSubjectPatterns: ["system:*"] }),
        ).to.have.lengthOf(1);
    });

    it("names of many subjects those that are wrong", async () => {
        const Condition = { StringLike: { [SUB]: [SUBJECT, "a:*"] }, StringEquals: { [AUD]: STS } };
        expect((await refused(webRole(Condition))).join()).to.contain('got StringLike ["a:*"].');
    });

    it("reads a statement in any case of letters", async () => {
        const principal = { Federated: `arn:aws:iam::123456789012:oidc-provider/${PROVIDER}` };
        const statement = { effect: "Allow", principal, action: "sts:AssumeRoleWithWebIdentity" };
        expect(await refused(role(statement))).to.have.lengthOf(2);
        expect(await refused(role({ ...statement, effect: "DENY" }))).to.deep.equal([]);
    });

    it("does not judge what a preview cannot know, and refuses what is no document", async () => {
        const unknown = { type: "aws:iam/role:Role", props: { assumeRolePolicy: UNKNOWN_TEXT } };
        expect((await judge(exactTrust, [unknown])).doubt).to.match(
            /assumeRolePolicy can't be known/,
        );
        const broken = { type: "aws:iam/role:Role", props: { assumeRolePolicy: "{" } };
        expect((await refused(broken)).join()).to.match(
            /expected a policy document, as JSON, got "\{"/,
        );
    });
});
