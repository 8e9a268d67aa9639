/** What of a stack is found after it was destroyed, and what of others is not. */
import { DeleteBucketCommand } from "@aws-sdk/client-s3";
import { expect } from "chai";

import { timeTag } from "../../../components/pure/lifetime/lifetime.ts";
import { ownershipLabels, ownershipTags } from "../../../components/pure/lifetime/tags.ts";
import { checkLeaks, leakCheck } from "../../../stacks/sweep/leak-check.ts";
import type { Leaks } from "../../../stacks/sweep/leaks.ts";
import { freshName, SANDBOX_TIMEOUT_MS } from "../../support/sandbox.ts";
import { accepted } from "../settings/verdicts.ts";
import { awsError } from "../support/fake-cloud.ts";
import { virtualClock } from "../support/virtual-clock.ts";
import {
    type EmulatedWorld,
    makeBucket,
    makeClaim,
    makeObject,
    makePolicy,
    makeRole,
    openEmulated,
} from "./emulated.ts";
import { operationOf, startProxy } from "./proxy.ts";
import { leakyOwner as ownerOf, PROJECT } from "./world.ts";

describe("a check for leaks", function () {
    this.timeout(60_000);
    let world: EmulatedWorld;
    const namespaces: string[] = [];

    before(async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        world = await openEmulated();
    });

    after(async () => {
        for (const name of namespaces) {
            await world.api.request("DELETE", `/api/v1/namespaces/${name}`).catch(() => undefined);
        }
        world.close();
    });

    const check = (namespace: string, raw: object = {}, request: object = {}): Promise<Leaks> => {
        const { aws, cluster, sandbox } = world;
        return checkLeaks({
            settings: accepted({ namespace, buildNamespace: "b", ...raw }),
            accountId: sandbox.aws.accountId,
            stack: "organization/tempo-sts/leaky",
            project: PROJECT,
            aws,
            cluster,
            clock: virtualClock(),
            ...request,
        });
    };
    const makeNamespace = async (name: string, labels: Record<string, string>): Promise<void> => {
        namespaces.push(name);
        await makeObject(world, "namespace", name, labels);
    };

    it("finds nothing where nothing is left, and nothing of others", async () => {
        const namespace = freshName("lk");
        expect(await check(namespace)).to.deep.equal({ leftovers: [], unchecked: [] });
        // Called exactly as ours would be, and not ours.
        const other = { ...ownerOf(namespace), stack: "other" };
        const elsewhere = { ...ownerOf(`${namespace}-x`) };
        await makeBucket(world, `tracing-${namespace}-b`, ownershipTags(other));
        await makeRole(world, `tracing-${namespace}-b`, {});
        await makeRole(world, `tracing-${namespace}-x-b`, ownershipTags(elsewhere));
        await makeNamespace(namespace, ownershipLabels(other));
        await makeObject(world, "secret", `${namespace}/aws-sts`, ownershipLabels(other));
        expect(await check(namespace)).to.deep.equal({ leftovers: [], unchecked: [] });
    });

    it("finds what is left in AWS, whatever it is called, and leaves out what is kept on purpose", async () => {
        const namespace = freshName("lk");
        const tags = ownershipTags(ownerOf(namespace));
        const name = `tracing-${namespace}-b`;
        await makeBucket(world, name, tags);
        await makeBucket(world, `${namespace}-of-its-own-name`, tags);
        await makeRole(world, name, tags, "/tempo/");
        await makePolicy(world, name, tags);
        const { leftovers, unchecked } = await check(namespace);
        expect(unchecked).to.deep.equal([]);
        expect(leftovers).to.have.members([
            `bucket ${name}`,
            `bucket ${namespace}-of-its-own-name`,
            `role ${name}`,
            `policy ${name}`,
        ]);
        expect((await check(namespace, { retainOnDelete: true })).leftovers).to.deep.equal([]);
    });

    it("finds them by name too, where the account's roles may not be listed, and says that", async () => {
        const namespace = freshName("lk");
        const tags = ownershipTags(ownerOf(namespace));
        await makeRole(world, `tracing-${namespace}-b`, tags);
        await makePolicy(world, `tracing-${namespace}-b`, tags);
        const proxy = await startProxy(world.sandbox.aws, (request) =>
            /^List(?:Roles|Policies)$/.test(operationOf(request))
                ? awsError(403, "AccessDenied", "no")
                : undefined,
        );
        const endpoints = { s3: proxy.url, iam: proxy.url, sts: proxy.url };
        const aws = { ...world.aws, endpoints };
        const leaks = await check(namespace, { identity: { path: "/tempo/" } }, { aws });
        await proxy.stop();
        expect(leaks.leftovers).to.have.members([
            `role tracing-${namespace}-b`,
            `policy tracing-${namespace}-b`,
        ]);
        expect(leaks.unchecked).to.deep.equal([
            "role every role: AccessDenied: no",
            "policy every policy: AccessDenied: no",
        ]);
    });

    it("looks for the bucket by the name of its namespace, for an adopted one not at all", async () => {
        const name = freshName("named");
        const asked = new Set<string>();
        const proxy = await startProxy(world.sandbox.aws, ({ url }) => {
            if (url.includes(name)) asked.add(url.replace(/\/?[?].*$/, ""));
            return undefined;
        });
        const aws = { ...world.aws, endpoints: { s3: proxy.url } };
        await check(name, { bucketName: name, bucket: { adopt: true } }, { aws });
        await check(name, { bucketName: name, bucket: { namespace: "account-regional" } }, { aws });
        await proxy.stop();
        expect([...asked]).to.deep.equal([`/${name}-${world.sandbox.aws.accountId}-us-east-2-an`]);
    });

    it("reads the tags of nothing that is older than the stack, but of what is called as its own", async () => {
        const namespace = freshName("lk");
        await makeRole(world, `tracing-${namespace}-b`, ownershipTags(ownerOf(namespace)));
        await makeRole(world, `other-${namespace}`, ownershipTags(ownerOf(namespace)));
        const tagged: string[] = [];
        const proxy = await startProxy(world.sandbox.aws, (request) => {
            const role = new URLSearchParams(request.body).get("RoleName");
            if (operationOf(request) === "ListRoleTags" && role !== null) tagged.push(role);
            return undefined;
        });
        const endpoints = { s3: proxy.url, iam: proxy.url, sts: proxy.url };
        const leftovers = async (created: Date) => {
            const lifetime = { owner: "jane", created: timeTag(created) };
            const aws = { ...world.aws, endpoints };
            return (await check(namespace, {}, { aws, lifetime, settleSeconds: 0 })).leftovers;
        };
        const now = Date.now();
        const young = await leftovers(new Date(now + 2 * 3_600_000));
        expect(young).to.deep.equal([`role tracing-${namespace}-b`]);
        expect(tagged).to.deep.equal([`tracing-${namespace}-b`]);
        const old = await leftovers(new Date(now + 60_000));
        await proxy.stop();
        expect(old).to.have.members([`role tracing-${namespace}-b`, `role other-${namespace}`]);
    });

    it("waits for what AWS still tells of although it is gone", async () => {
        const namespace = freshName("lk");
        const Bucket = `tracing-${namespace}-b`;
        await makeBucket(world, Bucket, ownershipTags(ownerOf(namespace)));
        const clock = virtualClock();
        let slept = 0;
        const patient = {
            ...clock,
            sleep: async (milliseconds: number) => {
                slept += 1;
                if (slept === 2) await world.s3.send(new DeleteBucketCommand({ Bucket }));
                return clock.sleep(milliseconds);
            },
        };
        const { leftovers } = await check(namespace, {}, { clock: patient });
        expect(leftovers).to.deep.equal([]);
        expect(slept).to.equal(2);
    });

    it("finds a namespace of ours, and in one of somebody else what is ours", async () => {
        const namespace = freshName("lk");
        const labels = ownershipLabels(ownerOf(namespace));
        await makeNamespace(namespace, labels);
        await makeObject(world, "secret", `${namespace}/aws-sts`, labels);
        expect((await check(namespace)).leftovers).to.deep.equal([`namespace ${namespace}`]);
        const { leftovers } = await check(namespace, { createNamespace: false });
        expect(leftovers).to.deep.equal([`secret ${namespace}/aws-sts`]);
    });

    it("finds the volume claims of the instance", async () => {
        const namespace = freshName("lk");
        await makeNamespace(namespace, {});
        await makeClaim(world, namespace, "tmstack");
        await makeClaim(world, namespace, "other");
        const { leftovers } = await check(namespace, { createNamespace: false });
        expect(leftovers).to.deep.equal([
            `volume claim ${namespace}/data-tempo-tmstack-ingester-0`,
        ]);
    });

    it("asks only AWS where the cluster is gone", async () => {
        const namespace = freshName("lk");
        await makeNamespace(namespace, ownershipLabels(ownerOf(namespace)));
        const settings = accepted({ namespace });
        const { accountId } = world.sandbox.aws;
        const place = { accountId, aws: world.aws, clock: virtualClock() };
        expect(
            await leakCheck({ settings, stack: "leaky", project: PROJECT, ...place }),
        ).to.deep.equal([]);
    });
});
