import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { expect } from "chai";

const SCRIPT = fileURLToPath(new URL("rejecting-program.ts", import.meta.url));

async function run(
    whose: "ours" | "theirs",
): Promise<{ code: unknown; stdout: string; stderr: string }> {
    return promisify(execFile)(process.execPath, [SCRIPT, whose]).then(
        (printed) => ({ code: 0, ...printed }),
        (error: unknown) => error as { code: unknown; stdout: string; stderr: string },
    );
}

describe("the in-process engine in a process of its own", function () {
    this.timeout(30_000);

    it("keeps the process alive when its abandoned program rejects late", async () => {
        const { code, stdout } = await run("ours");
        expect(stdout).to.match(/DeploymentError: fake:index:Thing "bad": no/);
        expect(code).to.equal(0);
    });

    it("lets a rejection that is not of its runs end the process, as Node would", async () => {
        const { code, stderr } = await run("theirs");
        expect(stderr).to.contain("somebody else's");
        expect(code).to.equal(1);
    });
});
