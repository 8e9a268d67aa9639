import { existsSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { deployStack } from "../../../stacks/runner/deploy.ts";
import { StackLockedError } from "../../../stacks/runner/errors.ts";
import { unlockStack } from "../../../stacks/runner/unlock.ts";
import { FakeCli } from "./fake/fake-cli.ts";

const FOLDER = "backend/.pulumi/locks/organization/fake";
/** Above the largest number that Linux gives. */
const DEAD = 2 ** 30;

describe("a lock", function () {
    this.timeout(20_000);
    let fake: FakeCli;
    const now = new Date("2026-11-24T12:30:00Z");

    beforeEach(async () => {
        fake = await FakeCli.install();
    });

    afterEach(() => fake.remove());

    async function lock(path: string, pid: number, host: string): Promise<void> {
        const content = { pid, username: "ci", hostname: host, timestamp: "2026-11-24T12:00:00Z" };
        await fake.write(`${FOLDER}/${path}`, JSON.stringify(content));
    }

    const isThere = (path: string): boolean => existsSync(join(fake.root, FOLDER, path));
    const unlock = (force?: string) =>
        unlockStack(fake.target(), {
            root: fake.root,
            now,
            ...(force === undefined ? {} : { force }),
        });

    it("is none, where there is none", async () => {
        expect(await unlock()).to.deep.equal({ state: "none", why: "The stack dev has no lock." });
    });

    it("of this computer's dead process is released without asking, and no other one with it", async () => {
        await lock("dev/1.json", DEAD, hostname());
        await lock("dev-2/2.json", DEAD, hostname());
        const { state, why, lock: released } = await unlock();
        expect({ state, why }).to.deep.equal({
            state: "released",
            why: `Released, because its process is gone: ci@${hostname()} (pid ${DEAD}), for 30 min.`,
        });
        expect(released).to.include({ pid: DEAD, username: "ci" });
        expect([isThere("dev/1.json"), isThere("dev-2/2.json")]).to.deep.equal([false, true]);
    });

    it("of another computer is released only when its owner is named", async () => {
        await lock("dev/1.json", DEAD, "runner-7");
        for (const force of [undefined, "ci", "runner-7", "other@runner-7", ""]) {
            const refused = await unlock(force);
            expect(refused.state, force).to.equal("refused");
            expect(refused.why).to.match(
                /ci@runner-7 \(pid \d+\), for 30 min.*give --force ci@runner-7\.$/,
            );
            expect(isThere("dev/1.json")).to.equal(true);
        }
        expect((await unlock("ci@runner-7")).state).to.equal("released");
        expect(isThere("dev/1.json")).to.equal(false);
    });

    it("of a process that lives here is released by nobody", async () => {
        await lock("dev/1.json", process.pid, hostname());
        // Older than this process: another process had the number then.
        expect((await unlock()).state).to.equal("released");
        const content = {
            ...{ pid: process.pid, username: "ci", hostname: hostname() },
            timestamp: new Date().toISOString(),
        };
        await fake.write(`${FOLDER}/dev/2.json`, JSON.stringify(content));
        for (const force of [undefined, `ci@${hostname()}`]) {
            expect((await unlock(force)).state).to.equal("refused");
        }
        expect(isThere("dev/2.json")).to.equal(true);
    });

    it("of another computer keeps a deployment from beginning, and says what to do", async () => {
        await lock("dev/1.json", DEAD, "runner-7");
        const failure = await deployStack(fake.target(), { root: fake.root }).catch(
            (error: unknown) => error,
        );
        expect(failure).to.be.instanceOf(StackLockedError);
        expect((failure as StackLockedError).lock?.hostname).to.equal("runner-7");
        expect(String(failure)).to.match(/tempo-sts unlock --stack dev --force ci@runner-7/);
        expect((await fake.calls()).map(({ call }) => call)).to.not.include("up");
    });

    it("of a service is released by the service, when that is wished for", async () => {
        const target = fake.target({ backend: "https://api.pulumi.com" });
        const { root } = fake;
        const refused = await unlockStack(target, { root });
        expect(refused.state).to.equal("refused");
        expect((await fake.calls()).map(({ call }) => call)).to.not.include("cancel");
        expect((await unlockStack(target, { root, force: "me" })).state).to.equal("released");
        await fake.answer("cancel", { stderr: "error: no update in progress", code: 255 });
        expect((await unlockStack(target, { root, force: "me" })).state).to.equal("none");
    });
});
