import { DeleteObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { expect } from "chai";

import { EXIT_CODES } from "../../../cli/exit-codes.ts";
import { LIFETIME_TAGS } from "../../../components/pure/lifetime/lifetime.ts";
import { OWNERSHIP_TAGS } from "../../../components/pure/lifetime/tags.ts";
import { compareSnapshots, snapshot, type AwsSnapshot } from "../../../sandbox/aws/snapshot.ts";
import type { SweepState } from "../../../stacks/sweep/report.ts";
import { skipWithoutCli } from "../../sandbox/engines/real-cli.ts";
import { SANDBOX_TIMEOUT_MS } from "../../support/sandbox.ts";
import { fillBucket, makeBucket } from "./emulated.ts";
import { type Swept, SweepStage } from "./real/stage.ts";
import { awsTags, lacking, OVER } from "./world.ts";

const EXPIRED = Array.from({ length: 20 }, (_, index) => `old-${String(index).padStart(2, "0")}`);
const MODEL = "old-00";
const FAR = { [LIFETIME_TAGS.expires]: "20991231T000000Z" };
const PRODUCTION = {
    [OWNERSHIP_TAGS.profile]: "production",
    [LIFETIME_TAGS.expires]: undefined,
};
const STAYING = ["busy", "live", "production"];

/**
 * The verb `sweep` with Pulumi's engine, and the sandbox's provider object as its plugin. One stack is deployed by the engine;
 * the others are copies of its state and its tags under names of their own, and their buckets and roles are made in the
 * emulator with the tags that the copies tell. What other specs left in the shared sandbox is not shown to the sweep.
 */
describe("a sweep with Pulumi's engine", function () {
    this.timeout(300_000);
    let stage: SweepStage;
    let close: () => Promise<void> = () => Promise.resolve();

    before(async function () {
        await skipWithoutCli(this, "a sweep with Pulumi's engine");
        this.timeout(SANDBOX_TIMEOUT_MS);
        stage = await SweepStage.open();
        close = () => stage.close();
        await stage.deploy(MODEL, OVER);
        await fillBucket(stage.world, stage.named(MODEL));
        for (const name of EXPIRED.slice(1)) await stage.copy(MODEL, name);
        await stage.copy(MODEL, "live", FAR);
        await stage.copy(MODEL, "production", PRODUCTION);
        await stage.copy(MODEL, "busy");
        await stage.lock("busy");
        const partial = lacking(awsTags(stage.named("gone")), OWNERSHIP_TAGS.tempoName);
        await makeBucket(stage.world, stage.named(`${MODEL}-partial`), partial);
        await makeBucket(stage.world, stage.named("orphan"), awsTags(stage.named("gone")));
    });

    after(() => close());

    const look = (): Promise<AwsSnapshot> => snapshot(stage.world.sandbox.aws);
    const changesSince = async (before: AwsSnapshot) => {
        const { removed, ...rest } = compareSnapshots(before, await look());
        return { removed: removed.map((arn) => stage.short(arn)).sort(), ...rest };
    };
    const rows = ({ report }: Swept, state: SweepState): string[] =>
        report.rows
            .filter((row) => row.state === state)
            .map(({ action, kind, what }) => `${action} ${kind} ${stage.short(what)}`)
            .sort();
    const whyKept = ({ report }: Swept, kind: string): Record<string, string> =>
        Object.fromEntries(
            report.rows
                .filter((row) => row.kind === kind && row.state === "kept")
                .map(({ what, why }) => [stage.short(what), why]),
        );
    const destroying = (names: readonly string[]) => names.map((name) => `destroy stack ${name}`);

    it("tells of twenty that have expired, then takes them away with all that is theirs, and nothing beside them", async () => {
        const before = await look();
        const expected = ["delete bucket orphan", ...destroying(EXPIRED)];
        const dry = await stage.sweep("--dry-run");
        expect(dry.code).to.equal(EXIT_CODES.ok);
        expect(rows(dry, "planned")).to.deep.equal(expected);
        expect(await changesSince(before)).to.deep.equal({ added: [], removed: [], changed: [] });
        expect(await stage.stacks()).to.deep.equal([...STAYING, ...EXPIRED].sort());

        const swept = await stage.sweep("--yes");
        expect(rows(swept, "failed")).to.deep.equal([]);
        expect(rows(swept, "done")).to.deep.equal(expected);
        expect(swept.code).to.equal(EXIT_CODES.ok);
        expect(await stage.stacks()).to.deep.equal(STAYING);
        expect(await stage.locks()).to.deep.equal(["busy"]);
        expect(await changesSince(before)).to.deep.equal({
            added: [],
            removed: [
                ...["bucket", "role"].flatMap((kind) => EXPIRED.map((name) => `${kind} ${name}`)),
                "bucket orphan",
            ].sort(),
            changed: [],
        });
        const unlock = `tempo-sts unlock --stack ${stage.named("busy")}`;
        expect(whyKept(swept, "stack")).to.deep.equal({
            busy: `an update of it is under way, or was killed: \`${unlock}\` tells`,
            live: "it expires at 20991231T000000Z",
            production: "its profile is production",
        });
        expect(whyKept(swept, "bucket")).to.deep.equal({
            [`${MODEL}-partial`]: "it lacks the tags tempo-sts:tempo",
            busy: `it belongs to the stack ${stage.named("busy")}`,
            live: `it belongs to the stack ${stage.named("live")}`,
            production: "its profile is production",
        });
    });

    it("fails for one that cannot be destroyed, takes the others away all the same, and that one as soon as it can be", async () => {
        const others = ["then-a", "then-b", "then-z"];
        for (const name of others) await stage.copy("busy", name);
        // Its bucket is not to be emptied, and holds something.
        await stage.copy("busy", "then-stuck", { forceDestroy: false });
        const Bucket = stage.named("then-stuck");
        await stage.world.s3.send(new PutObjectCommand({ Bucket, Key: "one", Body: "1" }));
        const before = await look();

        const swept = await stage.sweep("--yes");
        expect(swept.code).to.equal(EXIT_CODES["clean-up"]);
        expect(swept.error).to.deep.equal({
            class: "clean-up",
            message: "1 could not be taken away. Each says why; another sweep tries again.",
        });
        expect(rows(swept, "done")).to.deep.equal(destroying(others));
        expect(rows(swept, "failed")).to.deep.equal(destroying(["then-stuck"]));
        const { message } = swept.report.rows.find(({ state }) => state === "failed") ?? {};
        expect(message).to.match(
            /^destroying the stack .*: BucketNotEmpty: .* still holds objects/,
        );
        expect(await stage.stacks()).to.deep.equal([...STAYING, "then-stuck"]);
        const { removed } = await changesSince(before);
        expect(removed).to.include.members(others.map((name) => `bucket ${name}`));
        expect(removed).to.not.include("bucket then-stuck");

        await stage.world.s3.send(new DeleteObjectCommand({ Bucket, Key: "one" }));
        const again = await stage.sweep("--yes");
        expect(again.code).to.equal(EXIT_CODES.ok);
        expect(rows(again, "done")).to.deep.equal(destroying(["then-stuck"]));
        expect(await stage.stacks()).to.deep.equal(STAYING);
        expect(await changesSince(before)).to.deep.equal({
            added: [],
            removed: ["bucket", "role"].flatMap((kind) =>
                [...others, "then-stuck"].sort().map((name) => `${kind} ${name}`),
            ),
            changed: [],
        });
    });
});
