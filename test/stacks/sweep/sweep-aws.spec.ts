/** A sweep of AWS without any engine: what is ours and over goes, whatever is in it; everything beside it stays as it was. */
import {
    DeleteBucketCommand,
    ListMultipartUploadsCommand,
    ListObjectVersionsCommand,
    PutBucketTaggingCommand,
} from "@aws-sdk/client-s3";
import { expect } from "chai";

import { compareSnapshots, snapshot } from "../../../sandbox/aws/snapshot.ts";
import type { SweepStack } from "../../../stacks/sweep/judge.ts";
import { openAws } from "../../../stacks/sweep/aws-access.ts";
import { inventory } from "../../../stacks/sweep/inventory.ts";
import { emptyBucket } from "../../../stacks/sweep/kinds/bucket-contents.ts";
import { planSweep, type SweepPlan } from "../../../stacks/sweep/plan.ts";
import { sweep } from "../../../stacks/sweep/sweep.ts";
import { freshName, SANDBOX_TIMEOUT_MS } from "../../support/sandbox.ts";
import {
    type EmulatedWorld,
    fillBucket,
    makeBucket,
    makePolicy,
    makeRole,
    openEmulated,
} from "./emulated.ts";
import { awsTags, type Entries, lacking, NOW, OVER, PROJECT, stackNamed } from "./world.ts";

const FAR = { ...OVER, expires: "20991231T000000Z" };

describe("a sweep of AWS", function () {
    this.timeout(60_000);
    let world: EmulatedWorld;

    before(async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        world = await openEmulated();
    });

    after(() => {
        world.close();
    });

    const planFor = async (names: string, stacks: readonly SweepStack[]): Promise<SweepPlan> => {
        const { aws, sandbox } = world;
        const { accountId } = sandbox.aws;
        const found = await inventory({ aws, accountId });
        const owned = found.filter(({ name }) => name.includes(names));
        return planSweep({ stacks, owned, now: NOW, accountId, project: PROJECT });
    };
    const neverDestroy = (): Promise<never> => Promise.reject(new Error("no stack was expected"));

    it("takes bucket, role and policy with all that hangs on them, and nothing of anybody else", async () => {
        const id = freshName("swp");
        const gone = `gone-${id}`;
        const tags = awsTags(gone);
        const name = `tracing-${id}`;
        await makeBucket(world, name, tags);
        await fillBucket(world, name);
        await makeRole(world, name, tags, "/tempo/");
        await makePolicy(world, name, tags, name);
        await makeBucket(world, `${name}-in-shape-of-a-custom-name`.slice(8), tags);

        const before = await snapshot(world.sandbox.aws);
        const live = `live-${id}`;
        const bystanders: Record<string, Entries> = {
            "same-beginning": {},
            foreign: { team: "a", stack: gone },
            partial: lacking(tags, "tempo-sts:tempo"),
            "no-owner": lacking(tags, "tempo-sts:owner"),
            "no-account": lacking(tags, "tempo-sts:account"),
            "other-account": awsTags(gone, OVER, "999999999999"),
            "other-project": { ...tags, "tempo-sts:project": "other" },
            unexpired: awsTags(gone, FAR),
            "no-expiry": lacking(tags, "tempo-sts:expires"),
            production: { ...tags, "tempo-sts:profile": "production" },
            "mid-update": awsTags(live),
        };
        for (const [what, its] of Object.entries(bystanders)) {
            await makeBucket(world, `${name}-${what}`, its);
            await makeRole(world, `${name}-${what}`, its);
            await makePolicy(world, `${name}-${what}`, its);
        }
        const withBystanders = await snapshot(world.sandbox.aws);

        const plan = await planFor(id, [stackNamed(live, { updating: true })]);
        const report = await sweep({
            plan,
            destroyStack: neverDestroy,
            connections: { aws: world.aws },
        });

        expect(report.rows.filter(({ state }) => state === "failed")).to.deep.equal([]);
        const done = report.rows.filter(({ state }) => state === "done");
        expect(done.map(({ kind, what }) => `${kind} ${what}`)).to.have.members([
            `bucket ${name}`,
            `bucket ${id}-in-shape-of-a-custom-name`,
            `role ${name}`,
            `policy ${name}`,
        ]);
        expect(report.ok).to.equal(true);
        const after = compareSnapshots(withBystanders, await snapshot(world.sandbox.aws));
        expect(after.added).to.deep.equal([]);
        expect(after.changed).to.deep.equal([]);
        expect(after.removed.filter((arn) => !before.has(arn))).to.deep.equal([]);
        expect(after.removed).to.have.lengthOf(4);
        // Without any of our tags and with no name of ours, it does not even appear.
        const kept = report.rows.filter(({ state }) => state === "kept");
        expect(kept).to.have.lengthOf(1 + 3 * Object.keys(bystanders).length);
    });

    it("leaves alone what changed after it was planned, and what is gone already is done", async () => {
        const id = freshName("swp");
        await makeBucket(world, `tracing-${id}-prolonged`, awsTags(`gone-${id}`));
        await makeBucket(world, `tracing-${id}-vanished`, awsTags(`gone-${id}`));
        const plan = await planFor(id, []);
        const TagSet = Object.entries(awsTags(`gone-${id}`, FAR)).map(([Key, Value]) => ({
            Key,
            Value,
        }));
        const Bucket = `tracing-${id}-prolonged`;
        await world.s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
        await world.s3.send(new DeleteBucketCommand({ Bucket: `tracing-${id}-vanished` }));

        const report = await sweep({
            plan,
            destroyStack: neverDestroy,
            connections: { aws: world.aws },
        });
        const said = report.rows.map(({ what, state, message }) => [what, state, message]);
        expect(said).to.have.deep.members([
            [Bucket, "kept", "left alone: it changed since the sweep was planned"],
            [`tracing-${id}-vanished`, "done", "it was gone already"],
        ]);
        const [left] = (await planFor(id, [])).rows;
        expect(left).to.include({ name: Bucket, action: "keep" });
    });

    it("empties a bucket of versions, delete markers and unfinished uploads", async () => {
        const Bucket = freshName("swp");
        await makeBucket(world, Bucket, {});
        await fillBucket(world, Bucket);
        const access = await openAws(world.aws);
        await emptyBucket(access, await access.s3(), { Bucket });
        access.close();
        const versions = await world.s3.send(new ListObjectVersionsCommand({ Bucket }));
        expect([versions.Versions, versions.DeleteMarkers]).to.deep.equal([undefined, undefined]);
        const uploads = await world.s3.send(new ListMultipartUploadsCommand({ Bucket }));
        expect(uploads.Uploads).to.equal(undefined);
    });

    it("goes past what fails: a policy that a role of somebody else still has", async () => {
        const id = freshName("swp");
        const name = `tracing-${id}`;
        await makeRole(world, `somebody-${id}`, {});
        await makePolicy(world, name, awsTags(`gone-${id}`), `somebody-${id}`);
        await makeBucket(world, name, awsTags(`gone-${id}`));
        const report = await sweep({
            plan: await planFor(id, []),
            destroyStack: neverDestroy,
            connections: { aws: world.aws },
        });
        expect(report.ok).to.equal(false);
        expect(report.counts).to.include({ done: 1, failed: 1 });
        const failed = report.rows.find(({ state }) => state === "failed");
        expect(failed).to.include({ kind: "policy", what: name });
        expect(failed?.message).to.match(/^DeleteConflict/);
    });

    it("refuses to act with credentials of another account than the plan's", async () => {
        const plan = planSweep({
            stacks: [stackNamed("dev")],
            owned: [],
            now: NOW,
            accountId: "123456789012",
            project: PROJECT,
        });
        const other = { ...plan.circumstances, accountId: "999999999999" };
        const act = sweep({
            plan: { ...plan, circumstances: other },
            destroyStack: neverDestroy,
            connections: { aws: world.aws },
        });
        const error: unknown = await act.catch((reason: unknown) => reason);
        expect(String(error)).to.match(/credentials of the account 999999999999.*got those of/);
    });
});
