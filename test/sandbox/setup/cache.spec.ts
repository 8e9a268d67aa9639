import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, join } from "node:path";

import { expect } from "chai";

import { cacheRoot, ensureCached } from "../../../sandbox/setup/cache.ts";
import { SetupProblem } from "../../../sandbox/setup/setup-problem.ts";
import { startScript } from "./child.ts";
import { CHECKOUT, rejection, scratchFolder } from "./scratch.ts";

const KEY = { name: "thing", content: ["a", "b"], files: ["made"] };

/** Makes the thing slowly, and says so. Arguments: the cache's root, milliseconds. */
const MAKE = `
    const { ensureCached } = await import(${JSON.stringify(join(CHECKOUT, "sandbox/setup/cache.ts"))});
    const { writeFileSync } = await import("node:fs");
    const [root, milliseconds] = process.argv.slice(-2);
    const build = async (folder) => {
        console.log("building");
        writeFileSync(folder + "/half", "half");
        await new Promise((done) => setTimeout(done, Number(milliseconds)));
        writeFileSync(folder + "/made", "made by " + process.pid);
    };
    const key = ${JSON.stringify(KEY)};
    console.log("got", await ensureCached(key, build, { root, onProgress: (line) => console.log(line) }));
`;

describe("the cache", () => {
    const scratch = scratchFolder();
    let builds = 0;
    beforeEach(() => {
        builds = 0;
    });
    const build = async (folder: string) => {
        builds++;
        await writeFile(join(folder, "made"), "made");
    };
    const ensure = (key = KEY, make = build) => ensureCached(key, make, { root: scratch() });

    const roots = [
        { env: {}, root: join(homedir(), ".cache", "tempo-sts") },
        { env: { XDG_CACHE_HOME: "/somewhere" }, root: "/somewhere/tempo-sts" },
        { env: { XDG_CACHE_HOME: "" }, root: join(homedir(), ".cache", "tempo-sts") },
        { env: { XDG_CACHE_HOME: "not/absolute" }, root: join(homedir(), ".cache", "tempo-sts") },
    ];
    for (const { env, root } of roots) {
        it(`is ${root} for ${JSON.stringify(env)}`, () => {
            expect(cacheRoot(env)).to.equal(root);
        });
    }

    it("makes a thing once and gives the same folder again", async () => {
        const folder = await ensure();
        expect(await ensure()).to.equal(folder);
        expect(builds).to.equal(1);
        expect(basename(folder)).to.match(/^thing-[0-9a-f]{16}$/);
    });

    it("names another content another folder, however the parts are cut", async () => {
        const folders = [
            await ensure(),
            await ensure({ ...KEY, content: ["ab"] }),
            await ensure({ ...KEY, content: ["a", "", "b"] }),
            await ensure({ ...KEY, name: "other" }),
        ];
        expect(new Set(folders).size).to.equal(4);
    });

    it("makes it again when a file of it is gone or another", async () => {
        const folder = await ensure();
        await rm(join(folder, "made"));
        await ensure();
        await writeFile(join(folder, "made"), "something else");
        await ensure();
        expect(builds).to.equal(3);
    });

    it("makes it again when a link in it leads nowhere any more", async () => {
        const target = join(scratch(), "interpreter");
        await writeFile(target, "x");
        const linking = async (folder: string) => {
            builds++;
            await symlink(target, join(folder, "made"));
        };
        await ensure(KEY, linking);
        await rm(target);
        const reason = await rejection(ensure(KEY, linking));
        expect(reason.message).to.contain("ENOENT");
        expect(builds).to.equal(2);
    });

    it("throws away what somebody left unfinished", async () => {
        const folder = await ensure();
        await rm(folder, { recursive: true });
        await mkdir(folder);
        await writeFile(join(folder, "half"), "");
        await writeFile(join(folder, "made"), "made");
        await ensure();
        expect(existsSync(join(folder, "half"))).to.equal(false);
        expect(builds).to.equal(2);
    });

    it("fails with the build's own reason and leaves nothing behind", async () => {
        const failing = () => Promise.reject(new Error("no space"));
        expect((await rejection(ensure(KEY, failing))).message).to.equal("no space");
        expect(await readdir(scratch())).to.deep.equal([]);
    });

    it("fails in one line where nothing can be written", async () => {
        const root = join(scratch(), "file", "cache");
        await writeFile(join(scratch(), "file"), "");
        const reason = await rejection(ensureCached(KEY, build, { root }));
        expect(reason).to.be.instanceOf(SetupProblem);
        expect(reason.message).to.contain(`at ${root}: set XDG_CACHE_HOME`);
    });

    it("fails when a build forgets a file", async () => {
        const reason = await rejection(ensure(KEY, () => Promise.resolve()));
        expect(reason.message).to.contain("made");
        expect(await readdir(scratch())).to.deep.equal([]);
    });

    it("gives up while it builds, and leaves nothing behind", async () => {
        const stop = new AbortController();
        const building = ensureCached(
            KEY,
            async (folder) => {
                await build(folder);
                stop.abort(new Error("enough"));
            },
            { root: scratch(), signal: stop.signal },
        );
        expect((await rejection(building)).message).to.equal("enough");
        expect(await readdir(scratch())).to.deep.equal([]);
    });

    it("is built by one of three processes, and the others say whom they wait for", async function () {
        this.timeout(20_000);
        const first = startScript(MAKE, [scratch(), "1500"]);
        await first.prints("building");
        const others = [1, 2].map(() => startScript(MAKE, [scratch(), "0"]));
        for (const child of [first, ...others]) {
            expect((await child.ended).code, child.output()).to.equal(0);
            expect(child.output()).to.match(/got .*thing-/);
        }
        for (const other of others) {
            expect(other.output()).not.to.contain("building");
            expect(other.output()).to.contain(`waiting for process ${String(first.process.pid)}`);
        }
    });

    it("is built anew after a process was killed while it built", async function () {
        this.timeout(20_000);
        const killed = startScript(MAKE, [scratch(), "60000"]);
        await killed.prints("building");
        killed.process.kill("SIGKILL");
        await killed.ended;
        const next = startScript(MAKE, [scratch(), "0"]);
        expect((await next.ended).code, next.output()).to.equal(0);
        const [folder = ""] = (await readdir(scratch())).filter((name) => !name.endsWith(".lock"));
        expect(await readFile(join(scratch(), folder, "made"), "utf8")).to.equal(
            `made by ${String(next.process.pid)}`,
        );
        expect(existsSync(join(scratch(), folder, "half"))).to.equal(true);
        expect(await readdir(scratch())).to.have.length(1);
    });
});
