/** The AWS half of a stack beside the calls that the blueprint's two scripts make, against the same emulator in turn. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import * as aws from "@pulumi/aws";

import { TraceBucket, WorkloadIdentity } from "../components/index.ts";
import { InProcessEngine } from "../sandbox/engines/in-process.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { median, type Section } from "./figure.ts";

const run = promisify(execFile);
const ROUNDS = 3;
const ACCOUNTS = ["tempo-tmstack", "tempo-tmstack-query-frontend"];
const NAMESPACE = "chainsaw-awssts-tempo";

/** Both in turn, so that a busy machine is busy for both; needs the AWS CLI, and says so where there is none. */
export async function awsHalf(sandbox: Sandbox): Promise<Section> {
    const name = "AWS half, create and delete";
    const ours: number[] = [];
    const scripts: number[] = [];
    try {
        await run("aws", ["--version"]);
    } catch (error) {
        return {
            name: `${name}: not measured, no AWS CLI (${String(error).split("\n")[0] ?? ""})`,
            figures: [],
        };
    }
    for (let round = 0; round < ROUNDS; round += 1) {
        ours.push(await timed(() => deployOurs(sandbox, `bench-ours-${round}`)));
        scripts.push(await timed(() => runScripts(sandbox, `bench-script-${round}`)));
    }
    const ratio = median(ours) / median(scripts);
    return {
        name,
        figures: [
            {
                name: "tempo-sts, in-process engine",
                value: median(ours),
                unit: "s",
                note: "11 resources: what the scripts make, and what they leave out",
            },
            {
                name: "the scripts' AWS CLI calls",
                value: median(scripts),
                unit: "s",
                note: "7 calls, `oc` left out",
            },
            { name: "ratio", value: ratio, unit: "×", aim: 0.5, note: `medians of ${ROUNDS}` },
        ],
    };
}

async function deployOurs(sandbox: Sandbox, name: string): Promise<void> {
    const { aws: emulator, cluster } = sandbox;
    const engine = new InProcessEngine(
        { aws: emulator, kubeconfig: cluster.kubeconfig, context: cluster.context },
        { program: async () => Promise.resolve(awsResources(sandbox, name)) },
    );
    const deployment = await engine.up({}, { stack: name });
    await deployment.destroy();
    await engine.dispose();
}

function awsResources({ aws: emulator, cluster }: Sandbox, name: string): Record<string, unknown> {
    const provider = new aws.Provider("aws", {
        region: "us-east-2",
        accessKey: emulator.credentials.accessKeyId,
        secretKey: emulator.credentials.secretAccessKey,
        endpoints: [{ s3: emulator.endpoint, iam: emulator.endpoint, sts: emulator.endpoint }],
        customCaBundle: emulator.caFile,
        s3UsePathStyle: true,
    });
    const opts = { providers: { aws: provider } };
    const common = { partition: "aws", profile: "ephemeral" } as const;
    const bucket = new TraceBucket(
        "traces",
        { ...common, bucketName: name, region: "us-east-2" },
        opts,
    );
    const identity = new WorkloadIdentity(
        "identity",
        {
            ...common,
            roleName: name,
            issuer: cluster.issuer,
            namespace: NAMESPACE,
            serviceAccounts: ACCOUNTS,
            bucketArn: bucket.bucketArn,
        },
        opts,
    );
    return { roleArn: identity.roleArn };
}

/** What `aws-sts-s3-create.sh` and `aws-sts-s3-delete.sh` ask of AWS, in their order. */
async function runScripts({ aws: emulator, cluster }: Sandbox, name: string): Promise<void> {
    const home = await mkdtemp(join(tmpdir(), "tempo-sts-bench-"));
    const cli = async (...args: string[]): Promise<string> => {
        const { stdout } = await run("aws", ["--endpoint-url", emulator.endpoint, ...args], {
            env: {
                ...process.env,
                HOME: home,
                AWS_ACCESS_KEY_ID: emulator.credentials.accessKeyId,
                AWS_SECRET_ACCESS_KEY: emulator.credentials.secretAccessKey,
                AWS_CA_BUNDLE: emulator.caFile,
                AWS_DEFAULT_REGION: "us-east-2",
            },
        });
        return stdout.trim();
    };
    const location = "LocationConstraint=us-east-2";
    await cli(
        "s3api",
        "create-bucket",
        "--bucket",
        name,
        "--create-bucket-configuration",
        location,
    );
    const account = await cli(
        "sts",
        "get-caller-identity",
        "--query",
        "Account",
        "--output",
        "text",
    );
    const trust = join(home, "trust.json");
    await writeFile(trust, JSON.stringify(scriptTrust(account, cluster.issuer)));
    await cli(
        "iam",
        "create-role",
        "--role-name",
        name,
        "--assume-role-policy-document",
        `file://${trust}`,
    );
    const policy = [
        "--role-name",
        name,
        "--policy-arn",
        "arn:aws:iam::aws:policy/AmazonS3FullAccess",
    ];
    await cli("iam", "attach-role-policy", ...policy);
    await cli("iam", "detach-role-policy", ...policy);
    await cli("iam", "delete-role", "--role-name", name);
    await cli("s3", "rb", `s3://${name}`, "--force");
    await rm(home, { recursive: true });
}

function scriptTrust(account: string, issuer: string): object {
    const provider = issuer.replace(/^https?:\/\//, "");
    const subjects = ACCOUNTS.map((name) => `system:serviceaccount:${NAMESPACE}:${name}`);
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${provider}` },
                Action: "sts:AssumeRoleWithWebIdentity",
                Condition: { StringEquals: { [`${provider}:sub`]: subjects } },
            },
        ],
    };
}

async function timed(work: () => Promise<void>): Promise<number> {
    const started = performance.now();
    await work();
    return (performance.now() - started) / 1000;
}
