import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { UserError } from "../../../cli/errors.ts";
import { readSettings, type Decryption } from "../../../cli/options/settings.ts";
import { redactorFor } from "../../../cli/output/clean.ts";
import { CliMissingError, OperationFailedError } from "../../../stacks/runner/errors.ts";
import type { StackTarget } from "../../../stacks/runner/target.ts";
import { SettingsError } from "../../../stacks/settings/settings-error.ts";

describe("settings of which some are encrypted", () => {
    let folder: string;
    let target: StackTarget;

    before(() => {
        folder = mkdtempSync(join(tmpdir(), "tempo-sts-encrypted-"));
        const configFile = join(folder, "Pulumi.secret.yaml");
        writeFileSync(configFile, "config:\n  aws:secretKey:\n    secure: v1:abc\n");
        target = { stack: "secret", configFile };
    });

    after(() => {
        rmSync(folder, { recursive: true });
    });

    it("are read by the CLI, and what was encrypted is hidden from then on", async () => {
        const env = {};
        const clean = redactorFor(env);
        const plain = (value: string) => ({ value, secret: false });
        const asked: unknown[] = [];
        const stackConfiguration: Decryption["stackConfiguration"] = (...given) => {
            asked.push(given);
            return Promise.resolve({
                "tempo-sts:namespace": plain("tracing"),
                "aws:accessKey": plain("a"),
                "aws:secretKey": { value: "kkkkkk", secret: true },
                "tempo-sts:tags": { value: '{"team":"secret-team","s":"abc"}', secret: true },
            });
        };

        const root = () => Promise.resolve("/installed");
        const settings = await readSettings(target, env, { stackConfiguration, root });
        expect(asked).to.deep.equal([[target, { signal: undefined, root: "/installed" }]]);
        expect(settings.aws).to.deep.include({ secretKey: "kkkkkk" });
        expect(settings.secretKeys).to.deep.equal(["aws:secretKey"]);
        expect(settings.tags).to.include({ team: "secret-team" });
        expect(clean("kkkkkk of secret-team, abc, tracing")).to.equal(
            "[redacted] of [redacted], abc, tracing",
        );
        expect(redactorFor({})("kkkkkk")).to.equal("kkkkkk");
        // With nothing encrypted nobody is asked.
        await readSettings({ stack: "none", config: [["namespace", "a"]] }, env, { root: never });
    });

    it("fail with what is encrypted and what to do where it cannot be read, and hide it in problems too", async () => {
        const refusing = (error: Error): Decryption => ({
            stackConfiguration: () => Promise.reject(error),
        });
        const failed = new OperationFailedError("reading: incorrect passphrase", []);
        expect(await problem(readSettings(target, {}, refusing(failed)))).to.match(
            /Expected to decrypt aws:secretKey .* reading: incorrect passphrase. Set .*PULUMI_CONFIG_PASSPHRASE/,
        );
        const missing = new CliMissingError("no CLI");
        const passed: unknown = await readSettings(target, {}, refusing(missing)).catch(
            (error: unknown) => error,
        );
        expect(passed).to.equal(missing);
        const wrong = { "tempo-sts:namespace": { value: "Not-A-Namespace", secret: true } };
        const told: unknown = await readSettings(
            target,
            {},
            {
                stackConfiguration: () => Promise.resolve(wrong),
            },
        ).catch((error: unknown) => error);
        expect(told).to.be.instanceOf(SettingsError);
        expect(String(told)).to.not.contain("Not-A-Namespace");
    });
});

function never(): Promise<undefined> {
    throw new Error("nobody should be asked");
}

async function problem(running: Promise<unknown>): Promise<string> {
    const error: unknown = await running.then(
        () => undefined,
        (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(UserError);
    return (error as UserError).message;
}
