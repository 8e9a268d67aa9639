import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { expect } from "chai";

import { findCli, OLDEST_CLI } from "../../../stacks/runner/cli.ts";
import { CliMissingError } from "../../../stacks/runner/errors.ts";

describe("the search for Pulumi's CLI", () => {
    let root: string;

    beforeEach(async () => {
        root = await mkdtemp(join(tmpdir(), "tempo-sts-cli-test-"));
    });

    afterEach(() => rm(root, { recursive: true, force: true }));

    async function install(
        folder: string,
        name: string,
        script: string,
        mode = 0o755,
    ): Promise<string> {
        const path = join(root, folder, name);
        await mkdir(join(root, folder), { recursive: true });
        await writeFile(path, `#!/bin/sh\n${script}\n`);
        await chmod(path, mode);
        return path;
    }

    const pathOf = (...folders: string[]): { PATH: string } => ({
        PATH: folders.map((folder) => join(root, folder)).join(delimiter),
    });

    async function reasonOf(env: { PATH?: string }): Promise<string> {
        const failure = await findCli(env).catch((error: unknown) => error);
        expect(failure).to.be.instanceOf(CliMissingError);
        return String(failure);
    }

    it("takes the first one that may be executed, with its version", async () => {
        await install("one", "pulumi", "echo v3.1.0", 0o644);
        const path = await install("two", "pulumi", "echo v3.270.0-alpha.1; echo warning >&2");
        await install("three", "pulumi-language-nodejs", "exit 0");
        expect(await findCli(pathOf("one", "two", "three"))).to.deep.equal({
            path,
            version: "3.270.0-alpha.1",
        });
    });

    it("gives the CLI no home to write logs into", async () => {
        await install("one", "pulumi", 'test -d "$PULUMI_HOME" && exit 1; echo v3.270.0');
        await install("one", "pulumi-language-nodejs", "exit 0");
        expect((await findCli({ ...pathOf("one"), PULUMI_HOME: root })).version).to.equal(
            "3.270.0",
        );
    });

    it("says what is missing where it is not there, too old, broken or incomplete", async () => {
        expect(await reasonOf({})).to.match(/the command pulumi on PATH, found none/);
        await install("old", "pulumi", "echo v3.10.0");
        expect(await reasonOf(pathOf("old"))).to.match(
            new RegExp(`${OLDEST_CLI} or later, got 3.10.0`),
        );
        await install("broken", "pulumi", "exit 3");
        expect(await reasonOf(pathOf("broken"))).to.match(/print its version, but it failed/);
        await install("silent", "pulumi", "echo hello");
        expect(await reasonOf(pathOf("silent"))).to.match(/print a version, got "hello/);
        await install("half", "pulumi", `echo v${OLDEST_CLI}`);
        expect(await reasonOf(pathOf("half"))).to.match(/pulumi-language-nodejs/);
    });
});
