import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { firstRun, makeCheckout } from "./checkout.ts";

describe("the first run hands over to the script", function () {
    this.timeout(60_000);
    let folder = "";
    let checkout = "";
    before(async () => {
        folder = mkdtempSync(join(tmpdir(), "tempo-sts-test-"));
        checkout = await makeCheckout(folder);
        execFileSync("npm", ["ci", "--silent"], { cwd: checkout });
    });
    after(() => {
        rmSync(folder, { recursive: true });
    });

    const hands = [
        { how: "by becoming it", env: {} },
        {
            how: "as its parent, where this Node cannot become it",
            env: { NODE_OPTIONS: "--import=data:text/javascript,process.execve=undefined" },
        },
    ];
    for (const { how, env } of hands) {
        it(`${how}: code and signals are the script's`, async () => {
            expect((await firstRun(checkout, ["exit", "5"], env).ended).code).to.equal(5);
            expect((await firstRun(checkout, ["die", "SIGKILL"], env).ended).signal).to.equal(
                "SIGKILL",
            );
            for (const signal of ["SIGTERM", "SIGHUP", "SIGINT"] as const) {
                const child = firstRun(checkout, ["wait"], env);
                await child.prints("waiting");
                child.process.kill(signal);
                expect((await child.ended).code).to.equal(9);
                expect(child.output().match(/got SIG\w+/g)).to.deep.equal([`got ${signal}`]);
            }
        });
    }
});
