/** Buckets, keys and copies as the components make them, in an AWS sandbox without a cluster. */
import { expect } from "chai";
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { S3Client } from "@aws-sdk/client-s3";

import { TraceBucket, type TraceBucketArgs } from "../../../components/aws/trace-bucket.ts";
import type { AwsSandbox } from "../../../sandbox/aws/aws-sandbox.ts";
import { sandboxClients, type SandboxClients } from "../../../sandbox/aws/clients.ts";
import type { Deployment } from "../../../sandbox/engines/engine.ts";
import { InProcessEngine } from "../../../sandbox/engines/in-process.ts";
import { useAwsSandbox } from "../aws/fixture.ts";

/** The Region of the sandbox, and of sources. */
export const HERE = "us-east-2";
/** The Region of copies. */
export const THERE = "eu-west-1";

/** What the proofs work with. */
export interface Storage {
    readonly sandbox: () => AwsSandbox;
    /** The administrator's clients, here and there. */
    readonly admin: () => SandboxClients;
    readonly there: () => SandboxClients;
    /** Runs what makes resources; they get the sandbox's AWS. */
    readonly deploy: (
        make: (opts: pulumi.ComponentResourceOptions) => unknown,
    ) => Promise<Deployment>;
}

/** Starts a sandbox before the tests of a suite and ends it after them. */
export function useStorage(): Storage {
    const sandbox = useAwsSandbox({ issuerKeys: async () => Promise.resolve({ keys: [] }) });
    const opened: SandboxClients[] = [];
    const engines: InProcessEngine[] = [];

    before(async () => {
        opened.push(await sandboxClients(sandbox()));
        opened.push(await sandboxClients(sandbox(), { region: THERE }));
    });
    after(async () => {
        for (const clients of opened) clients.close();
        for (const engine of engines) await engine.dispose();
    });

    const at = (place: number) => (): SandboxClients => {
        const clients = opened[place];
        if (clients === undefined) throw new Error("Storage is used outside of a test.");
        return clients;
    };
    const deploy: Storage["deploy"] = (make) => {
        const program = (): Promise<Record<string, unknown>> => {
            make({ providers: { aws: provider(sandbox()) } });
            return Promise.resolve({});
        };
        const target = { aws: sandbox(), kubeconfig: "/none", context: "none" };
        const engine = new InProcessEngine(target, { program });
        engines.push(engine);
        return engine.up({});
    };
    return { sandbox, admin: at(0), there: at(1), deploy };
}

/** An ephemeral bucket of the sandbox's Region. */
export function traceBucket(
    bucketName: string,
    opts: pulumi.ComponentResourceOptions,
    args: Partial<TraceBucketArgs> = {},
): TraceBucket {
    return new TraceBucket(
        "traces",
        { ...{ bucketName, region: HERE, partition: "aws", profile: "ephemeral" }, ...args },
        opts,
    );
}

/** `allowed`, or the code with which a call was refused. */
export async function outcome(call: Promise<unknown>): Promise<string> {
    return call.then(
        () => "allowed",
        (reason: unknown) => (reason instanceof Error ? reason.name : String(reason)),
    );
}

/** Expects each call to end as it says. */
export async function expectOutcomes(
    calls: readonly (readonly [what: string, wanted: string, call: () => Promise<unknown>])[],
): Promise<void> {
    const found: Record<string, string> = {};
    for (const [what, , call] of calls) found[what] = await outcome(call());
    expect(found).to.deep.equal(Object.fromEntries(calls.map(([what, wanted]) => [what, wanted])));
}

/** Everything in a bucket, versions and delete markers included. */
export async function contentsOf(s3: S3Client, Bucket: string): Promise<string[]> {
    const { ListObjectVersionsCommand } = await import("@aws-sdk/client-s3");
    const found = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    return [
        ...(found.Versions ?? []).map(({ Key }) => `version of ${Key ?? ""}`),
        ...(found.DeleteMarkers ?? []).map(({ Key }) => `deletion of ${Key ?? ""}`),
    ];
}

function provider({ endpoint, credentials, caFile }: AwsSandbox): aws.Provider {
    return new aws.Provider("aws", {
        region: HERE,
        accessKey: credentials.accessKeyId,
        secretKey: credentials.secretAccessKey,
        endpoints: [{ s3: endpoint, iam: endpoint, sts: endpoint, kms: endpoint }],
        customCaBundle: caFile,
        s3UsePathStyle: true,
    });
}
