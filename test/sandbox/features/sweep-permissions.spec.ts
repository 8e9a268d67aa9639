import { expect } from "chai";

import { policiesFor } from "../../../components/pure/permissions/documents.ts";
import { grantsFor, type Grant } from "../../../components/pure/permissions/grants.ts";
import { TABLES } from "../../../components/pure/permissions/tables.ts";
import { OWNERSHIP_TAGS } from "../../../components/pure/lifetime/tags.ts";
import type { SandboxClients } from "../../../sandbox/aws/clients.ts";
import { sandboxClients } from "../../../sandbox/aws/clients.ts";
import type { AwsConnection } from "../../../stacks/aws/connection.ts";
import { openAws } from "../../../stacks/sweep/aws-access.ts";
import { BUCKETS } from "../../../stacks/sweep/kinds/buckets.ts";
import type { AwsTools, Kind } from "../../../stacks/sweep/kinds/kind.ts";
import { POLICIES } from "../../../stacks/sweep/kinds/policies.ts";
import { ROLES } from "../../../stacks/sweep/kinds/roles.ts";
import { freshName } from "../../support/sandbox.ts";
import { useAwsSandbox } from "../aws/fixture.ts";
import { asTheEmulatorSees } from "./emulator-eyes.ts";
import { fillBucket } from "./filled-bucket.ts";
import { isProven, subjectOf } from "./permission-cases.ts";
import { hire } from "./person.ts";

const KINDS: readonly Kind<AwsTools>[] = [ROLES, POLICIES, BUCKETS];

/** What a stack leaves whose state is lost, found and taken away by sweep's own code as an IAM user with the generated policy. */
describe("the rights of whoever sweeps", function () {
    this.timeout(30_000);
    const sandbox = useAwsSandbox({ issuerKeys: () => Promise.resolve({ keys: [] }) });
    let admin: SandboxClients;

    before(async () => {
        admin = await sandboxClients(sandbox());
    });
    after(() => {
        admin.close();
    });

    const rights = grantsFor(
        subjectOf({ namespace: "plan", identity: { policyKind: "managed" } }),
        ["sweep"],
    );
    const swept = TABLES.filter(({ caller }) => caller === "tempo-sts sweep");
    const needed = new Set(swept.flatMap(({ calls }) => calls.map(({ action }) => action)));

    /** What could not be looked at, or was left. */
    const sweepAs = async (allowed: (grant: Grant) => boolean): Promise<string> => {
        const name = freshName("sweep");
        const settings = { namespace: name, identity: { policyKind: "managed" } };
        const { bucketName, roleName } = subjectOf(settings);
        await leaveBehind(admin, { bucketName, roleName, namespace: name });
        const grants = grantsFor(subjectOf(settings), ["sweep"]).filter(allowed);
        const person = await hire(admin, name, policiesFor(asTheEmulatorSees(grants)));
        const { endpoint, caFile, region } = sandbox();
        const aws = await openAws({
            ...{ region, caBundle: caFile, forcePathStyle: true, credentials: person.credentials },
            endpoints: { s3: endpoint, iam: endpoint, sts: endpoint },
        } satisfies AwsConnection);
        try {
            return await sweepEverything({ aws }, [bucketName, roleName]);
        } finally {
            aws.close();
            await person.dismiss();
        }
    };

    it("finds everything and takes it away with exactly these rights", async () => {
        expect(await sweepAs(() => true)).to.equal("");
        const asked = rights.filter((grant) => !isProven(grant)).map(({ action }) => action);
        expect([...needed].filter((action) => asked.includes(action))).to.deep.equal([]);
    });

    for (const action of needed) {
        it(`fails without ${action}`, async () => {
            expect(await sweepAs((grant) => grant.action !== action)).to.contain(
                `perform: ${action} `,
            );
        });
    }
});

async function sweepEverything(tools: AwsTools, names: readonly string[]): Promise<string> {
    const problems: string[] = [];
    for (const kind of KINDS) {
        const found = await kind.list(tools);
        problems.push(...found.flatMap(({ unchecked }) => unchecked ?? []));
        const ours = found.filter(({ name }) => names.includes(name));
        for (const thing of ours.filter(({ unchecked }) => unchecked === undefined)) {
            await kind.remove(tools, thing).catch((error: unknown) => {
                problems.push(error instanceof Error ? error.message : String(error));
            });
        }
    }
    for (const kind of KINDS) {
        const left = (await kind.list(tools)).filter(({ name }) => names.includes(name));
        problems.push(...left.map(({ name }) => `${name} is left`));
    }
    return problems.join("\n");
}

async function leaveBehind(
    { s3, iam }: SandboxClients,
    names: { bucketName: string; roleName: string; namespace: string },
): Promise<void> {
    const { CreateBucketCommand, PutBucketTaggingCommand } = await import("@aws-sdk/client-s3");
    const sdk = await import("@aws-sdk/client-iam");
    const { bucketName: Bucket, roleName: RoleName, namespace } = names;
    const Tags = [{ Key: OWNERSHIP_TAGS.namespace, Value: namespace }];
    const LocationConstraint = "us-east-2";
    await s3.send(
        new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }),
    );
    await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: Tags } }));
    await fillBucket(s3, Bucket);
    const nothing = JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Deny", Action: "s3:*", Resource: "*" }],
    });
    await iam.send(
        new sdk.CreateRoleCommand({ RoleName, Tags, AssumeRolePolicyDocument: nothing }),
    );
    const inline = { RoleName, PolicyName: "inline", PolicyDocument: nothing };
    await iam.send(new sdk.PutRolePolicyCommand(inline));
    const made = await iam.send(
        new sdk.CreatePolicyCommand({ PolicyName: RoleName, PolicyDocument: nothing, Tags }),
    );
    const PolicyArn = made.Policy?.Arn;
    const version = { PolicyArn, PolicyDocument: nothing, SetAsDefault: true };
    await iam.send(new sdk.CreatePolicyVersionCommand(version));
    await iam.send(new sdk.AttachRolePolicyCommand({ RoleName, PolicyArn }));
}
