import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";

import { expect } from "chai";

const MAIN = join(import.meta.dirname, "../../cli/main.ts");

describe("a command whose reader has gone", function () {
    this.timeout(30_000);

    for (const stream of ["stdout", "stderr"] as const) {
        it(`goes on to its own end without its ${stream}`, async () => {
            // Help goes to stdout, what is wrong with an option to stderr.
            const args = stream === "stdout" ? ["--help"] : ["--nonsense"];
            const child = spawn(process.execPath, [MAIN, ...args]);
            child[stream].destroy();
            const other = text(stream === "stdout" ? child.stderr : child.stdout);
            const [code] = (await once(child, "close")) as [number];
            expect(await other).to.equal("");
            expect(code).to.equal(stream === "stdout" ? 0 : 2);
        });
    }
});
