import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import {
    CreateMultipartUploadCommand,
    ListObjectVersionsCommand,
    PutBucketVersioningCommand,
    PutObjectCommand,
    type S3Client,
} from "@aws-sdk/client-s3";
import { expect } from "chai";

import { sandboxClients } from "../../../sandbox/aws/clients.ts";
import { choosePlugin } from "../../../sandbox/engines/plugins.ts";
import { ClusterApi } from "../../../sandbox/operator/cluster/cluster-api.ts";
import type { Sandbox } from "../../../sandbox/sandbox.ts";
import { readLocks } from "../../../stacks/backend/stack-lock.ts";
import { openStorage } from "../../../stacks/backend/storage.ts";
import { deployStack } from "../../../stacks/runner/deploy.ts";
import { destroyStack } from "../../../stacks/runner/destroy.ts";
import { showStack } from "../../../stacks/runner/show.ts";
import type { StackTarget } from "../../../stacks/runner/target.ts";
import { packageVersion } from "../../../stacks/run/preflight/package-version.ts";
import { NO_PLUGINS, skipWithoutCli, targetOf } from "../../sandbox/engines/real-cli.ts";
import { freshName, SANDBOX_TIMEOUT_MS, sharedSandbox } from "../../support/sandbox.ts";
import { sandboxConfig } from "../run/sandbox-stage.ts";
import { killTree } from "./small/kill.ts";

describe("this program's stack with the real CLI in the sandbox", function () {
    this.timeout(180_000);
    let sandbox: Sandbox;
    let closeClients = (): void => undefined;
    let s3: S3Client;
    let dir = "/none";
    let plugins: Awaited<ReturnType<typeof choosePlugin>>[];

    before(async function () {
        await skipWithoutCli(this, "this program's stack in the sandbox");
        this.timeout(SANDBOX_TIMEOUT_MS);
        sandbox = await sharedSandbox();
        const clients = await sandboxClients(sandbox.aws);
        ({ s3 } = clients);
        closeClients = () => {
            clients.close();
        };
        dir = await mkdtemp(join(tmpdir(), "tempo-sts-runner-test-"));
        plugins = await Promise.all(
            ["aws", "kubernetes"].map(async (name) => {
                const version = packageVersion(`@pulumi/${name}`);
                return choosePlugin({ name, title: name, version }, NO_PLUGINS);
            }),
        );
    });

    after(async () => {
        closeClients();
        await rm(dir, { recursive: true, force: true });
    });

    function targetIn(namespace: string, kubeconfig?: string): StackTarget {
        const place = targetOf(sandbox);
        const config = sandboxConfig(
            { ...place, kubeconfig: kubeconfig ?? place.kubeconfig },
            { namespace, buildNamespace: "b", traceCheck: '{"enabled":false}' },
        );
        return {
            stack: namespace,
            backend: pathToFileURL(dir).href,
            config: Object.entries(config),
            lifetime: { owner: "test", created: "20261124T104300Z" },
            plugins: plugins.map(({ name, path }) => ({ name, path })),
            env: Object.assign(
                { PULUMI_CONFIG_PASSPHRASE: "of the test" },
                ...plugins.map(({ env }) => env),
            ) as Record<string, string>,
        };
    }

    const versionsIn = async (Bucket: string): Promise<number> => {
        const found = await s3.send(new ListObjectVersionsCommand({ Bucket }));
        return (found.Versions ?? []).length;
    };
    const isGone = (Bucket: string): Promise<boolean> =>
        versionsIn(Bucket).then(
            () => false,
            (error: unknown) => error instanceof Error && error.name === "NoSuchBucket",
        );

    it("is destroyed with a bucket full of versions and unfinished uploads, after its cluster is gone", async () => {
        const namespace = freshName("gone");
        const way = await wayTo(sandbox.cluster.kubeconfig, join(dir, "kubeconfig"));
        const { outputs } = await deployStack(targetIn(namespace, way.kubeconfig));
        const Bucket = String(outputs["bucketName"]);
        const { tags } = await showStack(targetIn(namespace));
        expect(tags).to.include({
            "tempo-sts:namespace": namespace,
            "tempo-sts:profile": "ephemeral",
            "tempo-sts:owner": "test",
            "tempo-sts:account": String(outputs["roleArn"]).split(":")[4],
        });
        const VersioningConfiguration = { Status: "Enabled" } as const;
        await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
        for (const Body of ["one", "two"]) {
            await s3.send(new PutObjectCommand({ Bucket, Key: "block", Body }));
        }
        await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: "unfinished" }));
        expect(await versionsIn(Bucket)).to.equal(2);

        await way.close();
        const target = targetIn(namespace, way.kubeconfig);
        const { existed } = await destroyStack({ ...target, config: [] }, { remove: true });
        expect(existed).to.equal(true);
        expect(await isGone(Bucket)).to.equal(true);
        // The test's cluster is there all the same: what is in it is not this stack's any more.
        const api = await ClusterApi.connect(sandbox.cluster);
        await api.request("DELETE", `/api/v1/namespaces/${namespace}`);
        api.close();
    });

    it("is destroyed without a trace, when its deployment was killed half-way", async () => {
        const namespace = freshName("killed");
        const target = targetIn(namespace);
        let killed: Promise<void> | undefined;
        const failure = await deployStack(target, {
            onEvent: ({ kind, type }) => {
                if (kind === "begin" && type === "kubernetes:core/v1:Secret") {
                    killed ??= kill(namespace);
                }
            },
        }).catch((error: unknown) => error);
        expect(String(failure)).to.match(/CLI was killed \(SIGKILL\)/);
        await killed;
        expect(await isGone(`tracing-${namespace}-b`)).to.equal(false);
        const { existed, repaired } = await destroyStack(target, { remove: true });
        expect(existed).to.equal(true);
        expect(repaired[0]).to.match(/^released the lock of a process that is gone/);
        expect(await isGone(`tracing-${namespace}-b`)).to.equal(true);
        const api = await ClusterApi.connect(sandbox.cluster);
        const listed = JSON.stringify(await api.request("GET", "/api/v1/namespaces"));
        api.close();
        expect(listed).to.not.include(`"${namespace}"`);
    });

    async function kill(stack: string): Promise<void> {
        const storage = openStorage(pathToFileURL(dir).href);
        if (storage === undefined) throw new Error("expected a storage");
        const [lock] = await readLocks(storage, { project: "tempo-sts", stack });
        if (lock !== undefined) await killTree(lock.pid);
    }
});

/** A way to a cluster that can be cut, and the kubeconfig for it. */
async function wayTo(
    original: string,
    kubeconfig: string,
): Promise<{ kubeconfig: string; close: () => Promise<void> }> {
    const text = await readFile(original, "utf8");
    const port = Number(/https:\/\/127\.0\.0\.1:(\d+)/.exec(text)?.[1]);
    const sockets = new Set<Socket>();
    const server: Server = createServer((near) => {
        const far = connect(port, "127.0.0.1");
        for (const socket of [near, far]) {
            sockets.add(socket);
            socket.on("error", () => socket.destroy());
            socket.on("close", () => sockets.delete(socket));
        }
        near.pipe(far).pipe(near);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port: own } = server.address() as AddressInfo;
    await writeFile(kubeconfig, text.replaceAll(`127.0.0.1:${port}`, `127.0.0.1:${own}`));
    return {
        kubeconfig,
        close: () => {
            sockets.forEach((socket) => socket.destroy());
            return new Promise((resolve) => {
                server.close(() => {
                    resolve();
                });
            });
        },
    };
}
