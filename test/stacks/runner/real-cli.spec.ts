import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

import { findCli } from "../../../stacks/runner/cli.ts";
import { destroy } from "../../../stacks/runner/destroy.ts";
import {
    OperationAbortedError,
    OperationFailedError,
    StackMissingError,
} from "../../../stacks/runner/errors.ts";
import type { RunnerEvent } from "../../../stacks/runner/events.ts";
import { preview } from "../../../stacks/runner/preview.ts";
import { refresh } from "../../../stacks/runner/refresh.ts";
import { remove } from "../../../stacks/runner/remove.ts";
import { up } from "../../../stacks/runner/up.ts";
import { openWorkspace, type RunnerWorkspace } from "../../../stacks/runner/workspace.ts";

const ENTRY = fileURLToPath(new URL("small-program.ts", import.meta.url));

describe("the runner with the real CLI", function () {
    this.timeout(180_000);
    let dir = "/none";
    let workspace: RunnerWorkspace;
    let besides: string[];

    before(async function () {
        const missing = await findCli().then(
            () => undefined,
            (error: unknown) => String(error),
        );
        if (missing !== undefined) {
            process.stderr.write(`\n  (the runner with the real CLI is SKIPPED: ${missing})\n`);
            this.skip();
        }
        besides = await readdir(dirname(ENTRY));
        dir = await mkdtemp(join(tmpdir(), "tempo-sts-runner-test-"));
        workspace = await openWorkspace({
            ...{ dir, entry: ENTRY, project: "runner-test", stack: "dev" },
            config: { "runner-test:how": "fine", "runner-test:password": "hidden" },
            secretKeys: ["runner-test:password"],
        });
    });

    after(() => rm(dir, { recursive: true, force: true }));

    it("previews, deploys, finds nothing to change or to refresh, and tells what happens", async () => {
        expect((await preview(workspace)).changes).to.deep.equal({ create: 2 });
        const events: RunnerEvent[] = [];
        const first = await up(workspace, { onEvent: (event) => events.push(event) });
        expect(first.outputs).to.deep.equal({
            how: "fine",
            home: join(dir, "home"),
            password: "hidden",
        });
        expect(first.resources.map(({ type, name }) => `${type} ${name}`)).to.deep.equal([
            "test:index:Part part",
        ]);
        expect(first.changes).to.deep.equal({ create: 2 });
        const told = events.map(({ kind, step, name, message }) =>
            [kind, step, name, message].join(" "),
        );
        expect(told).to.include("begin create part ");
        expect(told).to.include("message  part a word from the program");
        expect((await up(workspace)).changes).to.deep.equal({});
        expect((await refresh(workspace)).changes).to.deep.equal({});
    });

    it("writes into its own folder only, and no secret in plain text", async () => {
        expect(await readdir(dirname(ENTRY))).to.deep.equal(besides);
        const files = await readdir(dir, { recursive: true, withFileTypes: true });
        for (const file of files.filter((entry) => entry.isFile())) {
            expect(
                await readFile(join(file.parentPath, file.name), "utf8"),
                file.name,
            ).to.not.contain("hidden");
        }
    });

    it("reports a failing program in its own words, without a stack trace", async () => {
        await workspace.stack.setConfig("runner-test:how", { value: "broken" });
        const failure = await up(workspace).catch((error: unknown) => error);
        expect(failure).to.be.instanceOf(OperationFailedError);
        const { message, diagnostics } = failure as OperationFailedError;
        expect(message).to.equal("updating the stack dev: expected `how` to be fine, got broken");
        expect(diagnostics).to.have.lengthOf(1);
    });

    it("interrupts the CLI when it is given up, and leaves no lock", async () => {
        await workspace.stack.setConfig("runner-test:how", { value: "slow" });
        const giveUp = new AbortController();
        setTimeout(() => {
            giveUp.abort(new Error("enough"));
        }, 2500);
        const failure = await up(workspace, { signal: giveUp.signal }).catch(
            (error: unknown) => error,
        );
        expect(failure).to.be.instanceOf(OperationAbortedError);
        expect(
            await readdir(join(dir, "backend", ".pulumi", "locks"), { recursive: true }),
        ).to.satisfy((entries: string[]) => entries.every((entry) => !entry.endsWith(".json")));
    });

    it("destroys, and removes the stack", async () => {
        expect((await destroy(workspace)).changes).to.deep.equal({ delete: 2 });
        await remove(workspace);
        expect(await workspace.stack.workspace.listStacks()).to.deep.equal([]);
        const failure = await remove(workspace).catch((error: unknown) => error);
        expect(failure).to.be.instanceOf(StackMissingError);
        expect(existsSync(join(dir, "project", "Pulumi.dev.yaml"))).to.equal(false);
    });
});
