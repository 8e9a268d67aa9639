import { expect } from "chai";
import {
    AttachRolePolicyCommand,
    ListPolicyVersionsCommand,
    PutRolePolicyCommand,
} from "@aws-sdk/client-iam";

import { AwsConnection } from "../../../../sandbox/provider-objects/aws/connection.ts";
import type { AwsProvider } from "../../../../sandbox/provider-objects/aws/aws-provider.ts";
import { readAwsSettings } from "../../../../sandbox/provider-objects/aws/settings.ts";
import type { Sandbox } from "../../../../sandbox/sandbox.ts";
import { freshName, SANDBOX_TIMEOUT_MS, sharedSandbox } from "../../../support/sandbox.ts";
import type { Driver } from "../driver.ts";
import { failureOf } from "../driver.ts";
import { awsArguments, awsDriver } from "./fixture.ts";

const ROLE = "aws:iam/role:Role";
const trust = (sub: string): string =>
    JSON.stringify({
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/issuer" },
                Action: "sts:AssumeRoleWithWebIdentity",
                Condition: { StringEquals: { "issuer:sub": [sub] } },
            },
        ],
    });
const access = (Action: string): string =>
    JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action, Resource: "*" }],
    });

describe("IAM in the sandbox", function () {
    this.timeout(30_000);
    let sandbox: Sandbox;
    let provider: AwsProvider;
    let driver: Driver;
    let connection: AwsConnection;

    before(async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        sandbox = await sharedSandbox();
        ({ provider, driver } = awsDriver(sandbox));
        connection = new AwsConnection(readAwsSettings(awsArguments(sandbox)));
    });

    after(() => {
        provider.close();
        connection.close();
    });

    it("a role is made, read back without a difference, updated in every part and deleted", async () => {
        const name = freshName("role");
        const boundary = await driver.make("aws:iam/policy:Policy", "boundary", {
            policy: access("s3:*"),
        });
        const made = await driver.make(ROLE, "r", {
            name,
            path: "/ci/",
            assumeRolePolicy: trust("a"),
            tags: { a: "b", c: "d" },
        });
        expect(made.outs).to.deep.include({
            arn: `arn:aws:iam::123456789012:role/ci/${name}`,
            path: "/ci/",
        });
        await driver.expectNoChange(made);
        const changes = {
            assumeRolePolicy: trust("b"),
            description: "of a test",
            maxSessionDuration: 7200,
            permissionsBoundary: boundary.id,
            tags: { a: "e" },
        };
        const updated = await driver.update(made, changes);
        await driver.expectNoChange(updated);
        expect(await driver.read(updated)).to.deep.include(changes);
        const back = {
            ...made.inputs,
            permissionsBoundary: undefined,
            description: undefined,
            maxSessionDuration: undefined,
        };
        const restored = await driver.update(updated, back);
        expect(await driver.read(restored)).to.not.have.any.keys("permissionsBoundary");
        await driver.remove(restored, boundary);
        expect(await driver.read(restored)).to.equal(undefined);
    });

    it("a role goes with policies that others attached where that is wished, and refuses else", async () => {
        const RoleName = freshName("role");
        const PolicyName = "inline";
        const policy = await driver.make("aws:iam/policy:Policy", "p", {
            policy: access("s3:GetObject"),
        });
        const made = await driver.make(ROLE, "r", { name: RoleName, assumeRolePolicy: trust("a") });
        const iam = connection.iam();
        await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: policy.id }));
        await iam.send(
            new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: access("s3:*") }),
        );
        const failure = await failureOf(driver.delete(made));
        expect(failure.message).to.match(/DeleteConflict.*set forceDetachPolicies/);
        await driver.delete(await driver.update(made, { forceDetachPolicies: true }));
        expect(await driver.read(made)).to.equal(undefined);
        await driver.delete(policy);
    });

    it("fails to make a role or policy whose name is taken, naming the account", async () => {
        const name = freshName("taken");
        const role = await driver.make(ROLE, "r", {
            name,
            assumeRolePolicy: trust("a"),
            tags: { "tempo-sts:stack": "ci" },
        });
        const policy = await driver.make("aws:iam/policy:Policy", "p", {
            name,
            policy: access("s3:*"),
        });
        const again = await failureOf(
            driver.make(ROLE, "r", { name, assumeRolePolicy: trust("a") }),
        );
        expect(again.message).to.match(/EntityAlreadyExists.*123456789012.*tempo-sts:stack=ci/);
        const other = await failureOf(
            driver.make("aws:iam/policy:Policy", "p", { name, policy: access("s3:*") }),
        );
        expect(other.message).to.match(/EntityAlreadyExists.*123456789012/);
        await driver.remove(role, policy);
    });

    it("an inline policy is made, updated and deleted with its role's name in its id", async () => {
        const role = await driver.make(ROLE, "r", {
            name: freshName("role"),
            assumeRolePolicy: trust("a"),
        });
        const made = await driver.make("aws:iam/rolePolicy:RolePolicy", "inline", {
            role: role.id,
            policy: access("s3:GetObject"),
        });
        expect(made.id).to.match(new RegExp(`^${role.id}:inline-[0-9a-f]{7}$`));
        await driver.expectNoChange(made);
        const updated = await driver.update(made, { policy: access("s3:PutObject") });
        expect(await driver.read(updated)).to.have.property("policy", access("s3:PutObject"));
        await driver.delete(updated);
        expect(await driver.read(updated)).to.equal(undefined);
        await driver.delete(role);
    });

    it("a managed policy keeps at most five versions through any number of updates", async () => {
        let made = await driver.make("aws:iam/policy:Policy", "p", { policy: access("s3:a") });
        for (const action of ["b", "c", "d", "e", "f", "g"]) {
            made = await driver.update(made, { policy: access(`s3:${action}`) });
        }
        await driver.expectNoChange(made);
        const PolicyArn = made.id;
        const { Versions = [] } = await connection
            .iam()
            .send(new ListPolicyVersionsCommand({ PolicyArn }));
        expect(Versions).to.have.lengthOf(5);
        await driver.delete(made);
        expect(await driver.read(made)).to.equal(undefined);
    });

    it("an attachment is made and deleted, and refuses a policy that is not there", async () => {
        const role = await driver.make(ROLE, "r", {
            name: freshName("role"),
            assumeRolePolicy: trust("a"),
        });
        const policy = await driver.make("aws:iam/policy:Policy", "p", { policy: access("s3:*") });
        const inputs = { role: role.id, policyArn: policy.id };
        const made = await driver.make(
            "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
            "a",
            inputs,
        );
        await driver.expectNoChange(made);
        await driver.delete(made);
        expect(await driver.read(made)).to.equal(undefined);
        const missing = { ...inputs, policyArn: `${policy.id}-missing` };
        const failure = await failureOf(
            driver.make("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "a", missing),
        );
        expect(failure.message).to.match(/NoSuchEntity/);
        await driver.remove(policy, role);
    });
});
