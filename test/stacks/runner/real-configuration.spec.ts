import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { expect } from "chai";

import { stackConfiguration } from "../../../stacks/runner/configuration.ts";
import { deployStack } from "../../../stacks/runner/deploy.ts";
import { listStacks } from "../../../stacks/runner/list.ts";
import type { StackTarget } from "../../../stacks/runner/target.ts";
import { skipWithoutCli } from "../../sandbox/engines/real-cli.ts";
import { rejection } from "../support/rejection.ts";
import { SmallSetUp } from "./small/set-up.ts";

const SECRET = "hunter2-hunter2";
const TABLE = { region: "us-east-2", inner: { token: "s3cr3t-inside" } };

describe("the configuration of a stack, with the real CLI", function () {
    this.timeout(120_000);
    let setUp = SmallSetUp.none;
    let file: string;

    before(async function () {
        await skipWithoutCli(this, "the decrypted configuration");
        setUp = await SmallSetUp.make();
        file = await encryptedFile();
    });

    after(() => setUp.remove());

    const target = (stack: string, more: Partial<StackTarget> = {}): StackTarget =>
        setUp.target(stack, { configFile: file, ...more });

    it("is read in the clear before the stack is there, and makes none", async () => {
        const before = await readFile(file, "utf8");
        expect(before).to.not.contain(SECRET);
        const found = await stackConfiguration(target("nobody", { config: [["value", "7"]] }));
        expect(found["small:plain"]).to.include({ value: "as it is", secret: false });
        expect(found["small:value"]).to.include({ value: "7" });
        expect(found["small:password"]).to.include({ value: SECRET, secret: true });
        expect(found["small:table"]?.secret).to.equal(true);
        expect(JSON.parse(found["small:table"]?.value ?? "")).to.deep.equal(TABLE);
        expect(await listStacks(target("nobody"))).to.deep.equal([]);
        expect(await readFile(file, "utf8")).to.equal(before);
    });

    it("is read in the clear when the stack is there", async () => {
        await deployStack(target("there", { config: [["name", "there"]] }));
        const found = await stackConfiguration(target("there"));
        expect(found["small:password"]).to.include({ value: SECRET, secret: true });
    });

    it("is not read with another passphrase, or with none, and nothing of it is told", async () => {
        for (const passphrase of ["another", ""]) {
            const env = { PULUMI_CONFIG_PASSPHRASE: passphrase };
            const error = await rejection(stackConfiguration(target("nobody", { env })));
            expect(error.message).to.match(/passphrase/);
            expect(error.message).to.not.contain("hunter2");
        }
    });

    /** As `pulumi config set --secret` writes it. */
    async function encryptedFile(): Promise<string> {
        const dir = join(setUp.root, "writing");
        await mkdir(join(dir, "backend"), { recursive: true });
        await writeFile(join(dir, "Pulumi.yaml"), "name: small\nruntime: nodejs\n");
        const env = {
            ...process.env,
            PULUMI_BACKEND_URL: `file://${join(dir, "backend")}`,
            PULUMI_CONFIG_PASSPHRASE: "of the test",
            PULUMI_HOME: setUp.home,
            PULUMI_SKIP_UPDATE_CHECK: "true",
        };
        const pulumi = (...args: string[]): Promise<unknown> =>
            promisify(execFile)("pulumi", [...args, "--non-interactive"], { cwd: dir, env });
        await pulumi("stack", "init", "any");
        await pulumi("config", "set", "plain", "as it is");
        await pulumi("config", "set", "name", "nobody");
        await pulumi("config", "set", "--secret", "password", SECRET);
        await pulumi("config", "set", "--path", "table.region", TABLE.region);
        await pulumi("config", "set", "--secret", "--path", "table.inner.token", TABLE.inner.token);
        const [name = ""] = (await readdir(dir)).filter((each) => each.endsWith("any.yaml"));
        return join(dir, name);
    }
});
