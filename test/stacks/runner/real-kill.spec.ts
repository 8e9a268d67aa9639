import { expect } from "chai";

import { deployStack } from "../../../stacks/runner/deploy.ts";
import { destroyStack } from "../../../stacks/runner/destroy.ts";
import { OperationFailedError } from "../../../stacks/runner/errors.ts";
import { showStack } from "../../../stacks/runner/show.ts";
import { skipWithoutCli } from "../../sandbox/engines/real-cli.ts";
import { SmallSetUp } from "./small/set-up.ts";

describe("a stack whose update was killed, with the real CLI", function () {
    this.timeout(120_000);
    let setUp = SmallSetUp.none;

    before(async function () {
        await skipWithoutCli(this, "stacks whose update was killed");
        setUp = await SmallSetUp.make();
    });

    after(() => setUp.remove());

    /** Begins something, and kills the CLI while this moment is held up. */
    async function killDuring(
        stack: string,
        moment: string,
        id: string,
        run: () => Promise<unknown>,
    ): Promise<void> {
        await setUp.hold(moment, id);
        const running = run().catch((error: unknown) => error);
        await setUp.waitFor(`held ${moment} ${id}`);
        await setUp.kill(stack);
        const failure = await running;
        expect(failure).to.be.instanceOf(OperationFailedError);
        expect(String(failure)).to.match(/CLI was killed \(SIGKILL\)\. Run it again/);
        await setUp.letGo(moment, id);
    }

    const up = (stack: string) => deployStack(setUp.target(stack));
    const down = (stack: string) =>
        destroyStack({ ...setUp.target(stack), config: [] }, { remove: true });

    it("adopts what was made and not written down; and is destroyed to the end, although that was killed too", async () => {
        await killDuring("made", "after-create", "made-bucket", () => up("made"));
        expect(await setUp.things("made")).to.deep.equal(["made-bucket"]);
        const shown = await showStack(setUp.target("made"));
        expect(shown.pendingOperations.join()).to.match(/^creating urn:.*::bucket$/);
        expect(shown).to.include({ updating: true });
        const { repaired } = await up("made");
        expect(repaired).to.have.lengthOf(2);
        expect(repaired[0]).to.match(
            /^released the lock of a process that is gone: .*@.* \(pid \d+\)/,
        );
        expect(repaired[1]).to.match(
            /^creating bucket \(aws:s3.*\) was cut short; looked for made-bucket$/,
        );
        const said = await setUp.said("made");
        expect(said.filter((line) => line === "create made-bucket")).to.have.lengthOf(1);
        expect(await setUp.things("made")).to.deep.equal(["made-bucket", "made-role", "ns/made"]);

        await killDuring("made", "after-delete", "made-role", () => down("made"));
        const ended = await down("made");
        expect(ended.existed).to.equal(true);
        expect(ended.repaired.join()).to.match(/deleting role .* was cut short/);
        expect(await setUp.things("made")).to.deep.equal([]);
        expect((await down("made")).existed).to.equal(false);
    });

    it("forgets what was not made yet, and is destroyed without a trace", async () => {
        await killDuring("unmade", "before-create", "unmade-role", () => up("unmade"));
        const { repaired } = await down("unmade");
        expect(repaired.join()).to.match(/creating role .* looked for unmade-role/);
        expect(await setUp.things("unmade")).to.deep.equal([]);
        expect(await setUp.said("unmade")).to.not.include("delete unmade-role");
    });

    it("passes its gate again, when it was killed there", async () => {
        await killDuring("gate", "hook", "gate", () => up("gate"));
        expect((await up("gate")).changes).to.deep.equal({ create: 1 });
        expect(await setUp.things("gate")).to.deep.equal(["gate-bucket", "gate-role", "ns/gate"]);
    });

    it("makes a Job anew that nobody waited for", async () => {
        await killDuring("job", "after-create", "ns/job", () => up("job"));
        expect((await up("job")).changes).to.deep.equal({ create: 1 });
        const said = (await setUp.said("job")).filter((line) => line.endsWith("ns/job"));
        expect(
            said.filter((line) => !line.startsWith("held") && !line.startsWith("read")),
        ).to.deep.equal([
            "create ns/job",
            "created ns/job",
            "delete ns/job",
            "create ns/job",
            "created ns/job",
        ]);
    });

    it("is mended, although its mending was killed", async () => {
        await killDuring("twice", "before-create", "twice-bucket", () => up("twice"));
        await killDuring("twice", "before-read", "twice-bucket", () => up("twice"));
        const { repaired, changes } = await up("twice");
        expect(repaired.at(-1)).to.equal("an earlier repair was cut short");
        expect(changes).to.deep.equal({ create: 3 });
        expect(await setUp.things("twice")).to.have.lengthOf(3);
        expect((await showStack(setUp.target("twice"))).tags).to.deep.equal({});
    });
});
