import { expect } from "chai";

import { exactActions } from "../../../policy-pack/policies/exact-actions.ts";
import { exactResources } from "../../../policy-pack/policies/exact-resources.ts";
import { allowing } from "../cases.ts";
import { judge, type Given } from "../judge.ts";

const GET = { Action: "s3:GetObject" };
const KEY = "arn:aws:kms:us-east-2:123456789012:key";

describe("the policy exact-actions", () => {
    const refused = async (given: Given, config = {}): Promise<readonly string[]> =>
        (await judge(exactActions, [given], config)).violations;

    for (const action of ["*", "s3:*", "s3:Get*", "s3:?etObject"]) {
        it(`refuses ${action} in an Allow, alone and among others, and lets it pass in a Deny`, async () => {
            for (const Action of [action, ["s3:GetObject", action]]) {
                const found = await refused(allowing({ Action, Resource: "*" }));
                expect(found).to.have.lengthOf(1);
                expect(found[0]).to.contain("policy.Statement[0].Action").and.to.contain(action);
                expect(await refused(allowing({ Effect: "Deny", Action }))).to.deep.equal([]);
            }
        });
    }

    it("refuses everything but some", async () => {
        const found = await refused(allowing({ NotAction: "iam:*", Resource: "*" }));
        expect(found.join()).to.match(/NotAction.*everything but \["iam:\*"\]/);
    });

    it("takes an action with a wildcard where it is configured, in any case of letters", async () => {
        const config = { allowedActions: ["S3:Get*"] };
        expect(await refused(allowing({ Action: "s3:get*" }), config)).to.deep.equal([]);
        expect(await refused(allowing({ Action: "s3:Put*" }), config)).to.have.lengthOf(1);
    });

    it("looks into the inline policies of a role, and at its managed ones", async () => {
        const inlinePolicies = [
            { name: "a" },
            { name: "b", policy: '{"Statement":{"Action":"*"}}' },
        ];
        const managedPolicyArns = ["arn:aws:iam::aws:policy/AmazonS3FullAccess"];
        const props = { inlinePolicies, managedPolicyArns };
        const found = await refused({ type: "aws:iam/role:Role", props });
        expect(found.join("\n")).to.match(
            /managedPolicyArns.*AmazonS3FullAccess[^]*inlinePolicies\[1\].policy.Statement/,
        );
    });

    const ATTACHED: readonly [string, boolean][] = [
        ["arn:aws:iam::aws:policy/AmazonS3FullAccess", true],
        ["arn:aws-us-gov:iam::aws:policy/AdministratorAccess", true],
        ["arn:aws:iam::aws:policy/job-function/DatabaseAdministrator", true],
        ["arn:aws:iam::aws:policy/PowerUserAccess", true],
        ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", false],
        ["arn:aws:iam::123456789012:policy/OurFullAccess", false],
    ];
    for (const [policyArn, isWide] of ATTACHED) {
        it(`${isWide ? "refuses" : "takes"} the attachment of ${policyArn}`, async () => {
            const type = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
            const given = { type, props: { role: "tracing", policyArn } };
            expect(await refused(given)).to.have.lengthOf(isWide ? 1 : 0);
            for (const allowed of [policyArn, policyArn.split("/").at(-1)]) {
                expect(await refused(given, { allowedManagedPolicies: [allowed] })).to.be.empty;
            }
        });
    }
});

describe("the policy exact-resources", () => {
    const refused = async (given: Given, config = {}): Promise<readonly string[]> =>
        (await judge(exactResources, [given], config)).violations;

    const PASSING = [
        ...["arn:aws:s3:::traces", "arn:aws:s3:::traces/*", "arn:aws:s3:::traces/prefix/*"],
        ...[`${KEY}/1234`, "arn:aws:sns:us-east-2:123456789012:alarms"],
        "arn:aws:logs:us-east-2:123456789012:log-group:/tempo/trail:*",
        "arn:aws:dynamodb:us-east-2:123456789012:table/traces/index/*",
        "arn:aws:iam::123456789012:role/tempo-sts/*",
    ];
    for (const Resource of PASSING) {
        it(`lets ${Resource} pass`, async () => {
            expect(await refused(allowing({ ...GET, Resource }))).to.deep.equal([]);
        });
    }

    const FAILING = [
        ...[
            "*",
            "arn:aws:s3:::*",
            "arn:aws:s3:*:*:*",
            "arn:aws:s3:::traces*",
            "arn:aws:s3:::tr?ces/*",
        ],
        ...[`${KEY}/*`, "arn:*:s3:::traces", "arn:aws:kms:*:123456789012:key/1234"],
        ...[
            "arn:aws:iam::*:role/tracing",
            "arn:aws:iam::123456789012:role/*",
            "arn:aws:sns:us-east-2:1:*",
        ],
        ...["traces/*", "arn:aws:logs:us-east-2:1:log-group:*"],
    ];
    for (const resource of FAILING) {
        it(`refuses ${resource} in an Allow, alone and among others, and lets it pass in a Deny`, async () => {
            for (const Resource of [resource, ["arn:aws:s3:::traces", resource]]) {
                const found = await refused(allowing({ ...GET, Resource }));
                expect(found).to.have.lengthOf(1);
                expect(found[0])
                    .to.contain("policy.Statement[0].Resource")
                    .and.to.contain(resource);
                expect(await refused(allowing({ Effect: "Deny", Resource }))).to.deep.equal([]);
            }
        });
    }

    it("takes * for actions that know no resource, and for them alone", async () => {
        const Resource = "*";
        expect(await refused(allowing({ Action: "sts:getCallerIdentity", Resource }))).to.be.empty;
        const wide = { Action: "sts:GetCallerIdentity", Resource: "arn:aws:s3:::*" };
        expect(await refused(allowing(wide))).to.have.lengthOf(1);
        const mixed = { Action: ["sts:GetCallerIdentity", "s3:GetObject"], Resource };
        expect(await refused(allowing(mixed))).to.have.lengthOf(1);
        const config = { actionsWithoutResource: ["sts:GetCallerIdentity", "s3:GetObject"] };
        expect(await refused(allowing(mixed), config)).to.be.empty;
        expect(await refused(allowing({ NotAction: "iam:*", Resource }))).to.have.lengthOf(1);
    });

    it("refuses everything but some, and takes what is configured", async () => {
        const others = await refused(allowing({ ...GET, NotResource: "arn:aws:s3:::a" }));
        expect(others.join()).to.match(/NotResource.*everything but/);
        const wide = allowing({ ...GET, Resource: "arn:aws:s3:::traces-*" });
        expect(await refused(wide, { allowedResources: ["arn:aws:s3:::traces-*"] })).to.be.empty;
        expect(await refused(wide, { allowedResources: ["arn:aws:s3:::*"] })).to.have.lengthOf(1);
    });
});
