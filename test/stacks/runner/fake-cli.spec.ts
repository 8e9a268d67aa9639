import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

import { expect } from "chai";

import { deployStack } from "../../../stacks/runner/deploy.ts";
import { destroyStack } from "../../../stacks/runner/destroy.ts";
import {
    CliMissingError,
    OperationAbortedError,
    OperationFailedError,
    StackConfigError,
    StackLockedError,
    StackMissingError,
} from "../../../stacks/runner/errors.ts";
import type { RunnerEvent } from "../../../stacks/runner/events.ts";
import { installCli } from "../../../stacks/runner/install-cli.ts";
import { listStacks } from "../../../stacks/runner/list.ts";
import { previewStack } from "../../../stacks/runner/preview.ts";
import { rejection } from "../support/rejection.ts";
import { FakeCli } from "./fake/fake-cli.ts";

const STATE = "backend/.pulumi/stacks/fake/dev";
const LIFETIME = { owner: "12", created: "20261124T104300Z", expires: "20261125T104300Z" };
const URN = "urn:pulumi:dev::fake::aws:s3/bucket:Bucket::bucket";

describe("the runner with a fake of Pulumi's CLI, without an engine", function () {
    this.timeout(20_000);
    let fake: FakeCli;
    let root: string;

    beforeEach(async () => {
        fake = await FakeCli.install();
        ({ root } = fake);
    });

    afterEach(() => fake.remove());

    const error = (message: string) => ({
        diagnosticEvent: { severity: "error", message, color: "never", urn: URN },
    });

    it("makes a new stack, configures it, tags it and deploys it, in a folder that goes with it", async () => {
        const target = fake.target({
            secretsProvider: "awskms://alias/x",
            config: [
                ["a.b", "1=2"],
                ["c", "-x"],
            ],
            lifetime: LIFETIME,
        });
        const policyPacks = ["policies"];
        const { stack, repaired } = await deployStack(target, {
            ...{ root, parallel: 4, policyPacks, policyPackConfigs: ["policies.json"] },
        });
        expect({ stack, repaired }).to.deep.equal({ stack: "dev", repaired: [] });
        const calls = await fake.calls();
        expect(calls.map(({ call }) => call)).to.deep.equal([
            ...["stack init", "config set-all", "config set-all", "config"],
            ...["stack tag set", "stack tag set", "stack tag set", "up"],
            ...["stack output", "stack output", "stack history", "stack export"],
        ]);
        const [init, values, json, , , , , up] = calls;
        expect(init?.argv.slice(2)).to.deep.equal(
            "dev --no-select --secrets-provider awskms://alias/x".split(" "),
        );
        expect(values?.argv.slice(2)).to.deep.equal(
            "--stack dev --path --plaintext a.b=1=2 --plaintext c=-x".split(" "),
        );
        expect(JSON.parse(json?.argv.at(-1) ?? "")).to.deep.equal({
            "fake:lifetime": {
                value: JSON.stringify(LIFETIME),
                objectValue: LIFETIME,
                secret: false,
            },
        });
        const line = up?.argv.join(" ");
        expect(line).to.include(`--policy-pack ${resolve("policies")} `);
        expect(line).to.include(`--policy-pack-config ${resolve("policies.json")}`);
        expect(line).to.match(/--parallel 4.*--stack dev/);
        expect(up?.env).to.deep.equal({
            PULUMI_BACKEND_URL: `file://${join(root, "backend")}`,
            PULUMI_STACK: "",
            PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER: "true",
        });
        expect(existsSync(up?.cwd ?? "/")).to.equal(false);
    });

    it("writes only the tags that changed, and keeps the time at which the stack was made", async () => {
        await fake.write(`${STATE}.json`, "{}");
        const tags = {
            "tempo-sts:owner": "12",
            "tempo-sts:created": "20261101T000000Z",
            "tempo-sts:expires": "20261102T000000Z",
        };
        await fake.write(`${STATE}.pulumi-tags`, JSON.stringify({ version: 1, tags }));
        await deployStack(fake.target({ lifetime: LIFETIME }), { root });
        const calls = await fake.calls();
        const set = calls.filter(({ call }) => call === "stack tag set");
        expect(set.map(({ argv }) => argv.slice(3).join(" "))).to.deep.equal([
            "tempo-sts:expires 20261125T104300Z --stack dev",
        ]);
        expect(JSON.stringify(calls.find(({ call }) => call === "config set-all"))).to.include(
            "20261101T000000Z",
        );
        expect(calls.map(({ call }) => call)).to.not.include("stack init");
    });

    it("tells what the engine tells", async () => {
        const metadata = { op: "create", urn: URN, type: "aws:s3/bucket:Bucket" };
        await fake.answer("up", { events: [{ resourcePreEvent: { metadata } }] });
        const events: RunnerEvent[] = [];
        await deployStack(fake.target(), { root, onEvent: (event) => events.push(event) });
        expect(events).to.have.lengthOf(1);
        expect(events[0]).to.include({ kind: "begin", step: "create", name: "bucket" });
    });

    it("tries again for a reason that may pass, as often as it may, and never for another", async () => {
        const throttled = { events: [error("Throttling: Rate exceeded")], code: 255 };
        const refused = { events: [error("AccessDenied: not you")], code: 255 };
        await fake.answer("up", throttled, refused);
        const failure = await rejection(deployStack(fake.target(), { root, retries: 5 }));
        expect(failure).to.be.instanceOf(OperationFailedError);
        expect(failure.message).to.equal("updating the stack dev: AccessDenied: not you");
        expect((await fake.calls()).filter(({ call }) => call === "up")).to.have.lengthOf(2);
        await fake.answer("up", throttled);
        expect(String(await rejection(deployStack(fake.target(), { root })))).to.match(
            /Throttling/,
        );
    });

    it("interrupts the CLI once when it is given up, and waits for its end", async () => {
        await fake.answer("up", { forever: true });
        const stop = new AbortController();
        const running = rejection(deployStack(fake.target(), { root, signal: stop.signal }));
        await fake.said("waiting");
        stop.abort(new Error("enough"));
        const failure = await running;
        expect(failure).to.be.instanceOf(OperationAbortedError);
        expect(failure).to.have.property("cause").that.is.equal(stop.signal.reason);
        expect(await fake.said("signals")).to.equal("SIGINT\n");
        expect(existsSync((await fake.calls()).at(-1)?.cwd ?? "/")).to.equal(false);
    });

    it("interrupts a call between the verbs too", async () => {
        await fake.answer("stack init", { forever: true });
        const stop = new AbortController();
        const running = rejection(deployStack(fake.target(), { root, signal: stop.signal }));
        await fake.said("waiting");
        stop.abort(new Error("enough"));
        expect(await running).to.be.instanceOf(OperationAbortedError);
        expect(await fake.said("signals")).to.match(/^SIG(?:INT|TERM)\n$/);
    });

    it("turns what the CLI says into errors to branch on", async () => {
        await fake.write(`${STATE}.json`, "{}");
        const locked = "error: the stack is currently locked by 1 lock(s). Either wait …";
        await fake.answer("up", { stderr: locked, code: 255 });
        const busy = await rejection(deployStack(fake.target(), { root }));
        expect(busy).to.be.instanceOf(StackLockedError);
        expect(String(busy)).to.match(/--lock-wait, or run `tempo-sts unlock`/);
        await fake.answer("destroy", { stderr: "error: no stack named 'dev' found", code: 255 });
        const missing = await rejection(destroyStack(fake.target(), { root }));
        expect(missing).to.be.instanceOf(StackMissingError);
        const passphrase = "error: passphrase must be set with PULUMI_CONFIG_PASSPHRASE";
        await fake.answer("destroy", { stderr: `Destroying\n${passphrase}`, code: 255 });
        const unable = await rejection(destroyStack(fake.target(), { root }));
        expect(unable).to.be.instanceOf(OperationFailedError);
        expect(unable.message).to.equal(
            "destroying the stack dev: passphrase must be set with PULUMI_CONFIG_PASSPHRASE",
        );
    });

    it("fails where a file that was named is missing, or the CLI is", async () => {
        const target = fake.target({ configFile: "none.yaml" });
        const failure = await rejection(previewStack(target, { root }));
        expect(failure).to.be.instanceOf(StackConfigError);
        expect(String(failure)).to.include(resolve("none.yaml"));
        const lost = await rejection(
            listStacks(fake.target({ env: { PATH: "/none" } }), { root: "/none" }),
        );
        expect(lost).to.be.instanceOf(CliMissingError);
    });

    it("finds a CLI that was installed before, without a download", async () => {
        await fake.answer("version", { stdout: "v3.999.0" }, { stdout: "v3.999.0" });
        process.env["FAKE_PULUMI"] = root;
        const said: string[] = [];
        try {
            const found = await installCli({ root, onProgress: (message) => said.push(message) });
            expect(found).to.deep.equal({
                path: join(root, "bin/pulumi"),
                version: "3.999.0",
                root,
            });
        } finally {
            delete process.env["FAKE_PULUMI"];
        }
        expect(said.at(-1)).to.match(/Pulumi's CLI 3\.999\.0 is in/);
    });
});
