import { stripVTControlCharacters } from "node:util";

import { expect } from "chai";

import { EXIT_CODES } from "../../cli/exit-codes.ts";
import { prepareSandbox } from "../../sandbox/setup/prepare.ts";
import { startCommand, type RehearsalProcess } from "../support/rehearsal-process.ts";
import { SANDBOX_TIMEOUT_MS } from "../support/sandbox.ts";

const CTRL_C = "\u0003";
const IN_PROCESS = ["rehearse", "--engine", "in-process"];

/** Real processes with real signals; each has a sandbox of its own. */
describe("the command as a process", function () {
    this.timeout(180_000);
    let running: RehearsalProcess | undefined;

    before(async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        // Whatever has to be set up is set up once, and not against the clock of a test.
        await prepareSandbox({ needControlPlane: true });
    });

    afterEach(() => {
        running?.close();
        running = undefined;
    });

    it("draws its phases on a terminal, is kept, and is taken away by Ctrl-C", async () => {
        const kept = (running = startCommand([...IN_PROCESS, "--keep", "--no-color"], true));
        await kept.until("Ctrl-C here takes it away.");
        const before = stripVTControlCharacters(kept.printed());
        expect(kept.printed()).to.contain("\u001b[?25l");
        expect(kept.printed()).to.not.match(/\u001b\[[0-9;]*m/u);
        expect(before).to.contain("Prove what is refused: 15 calls ended as they must");
        expect(before).to.match(/export KUBECONFIG=\S+\/kubeconfig\r?\n/u);
        expect(kept.remains()).to.not.deep.equal([]);
        kept.type(CTRL_C);
        expect(await kept.ended).to.equal(EXIT_CODES.ok);
        const after = stripVTControlCharacters(kept.printed()).slice(before.length);
        expect(after).to.match(/✔ Destroy[^]*✔ Check that nothing is left[^]*Proven: 22 of 22/u);
        expect(kept.remains()).to.deep.equal([]);
    });

    for (const [phase, text] of [
        ["the start", "starting the AWS emulator"],
        ["the deployment", "created aws:s3/bucket:Bucket"],
    ] as const) {
        it(`leaves no process and no file when it is interrupted during ${phase}`, async () => {
            const interrupted = (running = startCommand(IN_PROCESS));
            await interrupted.until(text);
            interrupted.kill("SIGINT");
            expect(await interrupted.ended, interrupted.printed()).to.equal(EXIT_CODES.interrupted);
            expect(interrupted.printed()).to.contain("Interrupted");
            expect(interrupted.remains()).to.deep.equal([]);
        });
    }
});
