import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { branchNamespace, branchStack } from "../../../components/pure/names/stack-names.ts";
import { UserError } from "../../../cli/errors.ts";
import type { CommonFlags } from "../../../cli/options/common.ts";
import { readConfiguration } from "../../../cli/options/configuration.ts";
import { checkTarget, readSettings } from "../../../cli/options/settings.ts";
import { backendOf, livingTargetOf, targetOf } from "../../../cli/options/target.ts";
import { SettingsError } from "../../../stacks/settings/settings-error.ts";
import { fakeIo } from "../../support/fake-io.ts";

const FLAGS: CommonFlags = { config: [], lockWait: 0, color: true };
const NOW = new Date("2026-11-24T10:43:00Z");
const ORIGIN = { branch: "main", commit: "c0ffee", runId: "4711", owner: "ada" };

describe("the target of a command line", () => {
    let folder: string;

    before(() => {
        folder = mkdtempSync(join(tmpdir(), "tempo-sts-target-"));
        mkdirSync(join(folder, "stacks/config"), { recursive: true });
        write("dev", "config:\n  tempo-sts:namespace: tracing\n");
        write("prod", "config:\n  tempo-sts:namespace: tracing\n  tempo-sts:profile: production\n");
        write("empty", "# nothing yet\n");
        write("broken", "config: [\n");
        write("list", "config:\n  - a\n");
        write(
            "secret",
            "encryptionsalt: v1:x\nconfig:\n  tempo-sts:namespace: tracing\n  aws:secretKey:\n    secure: v1:abc\n  tempo-sts:traceCheck:\n    traces: 5\n    image: i\n",
        );
    });

    after(() => {
        rmSync(folder, { recursive: true });
    });

    it("has the file of the folder, where it is", async () => {
        const { target, namespace } = await targetOf({ ...FLAGS, stack: "dev" }, io(), ORIGIN);
        expect(target).to.deep.include({ stack: "dev", configFile: file("dev"), config: [] });
        expect(target.lifetime).to.equal(undefined);
        expect(namespace).to.equal("tracing");
        const other = await targetOf({ ...FLAGS, stack: "none" }, io(), ORIGIN);
        expect(other.target.configFile).to.equal(undefined);
    });

    it("has what was given, paths seen from the folder", async () => {
        const flags = {
            ...{ stack: "x", backend: "s3://b", secretsProvider: "passphrase", lockWait: 90 },
            configFile: "stacks/config/Pulumi.dev.yaml",
        };
        const { target } = await targetOf({ ...FLAGS, ...flags }, io(), ORIGIN);
        expect(target).to.deep.equal({
            ...{ stack: "x", backend: "s3://b", secretsProvider: "passphrase", config: [] },
            ...{ lockWaitSeconds: 90, configFile: file("dev") },
        });
    });

    it("has a stack and a namespace of the branch's own", async () => {
        const { target, namespace } = await targetOf(
            { ...FLAGS, branch: "Feature/X" },
            io(),
            ORIGIN,
        );
        expect(target.stack).to.equal(branchStack("Feature/X"));
        expect(target.config).to.deep.equal([["namespace", branchNamespace("Feature/X")]]);
        expect(namespace).to.equal(branchNamespace("Feature/X"));
    });

    it("leaves a namespace alone that is set", async () => {
        const config = [["tempo-sts:namespace", "mine"] as const];
        const { target } = await targetOf({ ...FLAGS, branch: "x", config }, io(), ORIGIN);
        expect(target.config).to.deep.equal(config);
    });

    it("is the branch of the job where none is named", async () => {
        const { target } = await targetOf({ ...FLAGS, branch: true }, io(), ORIGIN);
        expect(target.stack).to.equal(branchStack("main"));
    });

    it("is PULUMI_STACK where neither option is given, except for a whole backend", async () => {
        const pulumi = fakeIo({ folder, env: { PULUMI_STACK: "dev" } });
        expect((await targetOf(FLAGS, pulumi, ORIGIN)).target.stack).to.equal("dev");
        const named = await targetOf({ ...FLAGS, branch: "x" }, pulumi, ORIGIN);
        expect(named.target.stack).to.equal(branchStack("x"));
        expect((await backendOf(FLAGS, pulumi)).stack).to.equal(undefined);
        expect((await backendOf({ ...FLAGS, stack: "a" }, pulumi)).stack).to.equal("a");
    });

    it("lives 24 hours for a branch, as long as is said, or for ever", async () => {
        const living = async (flags: Partial<CommonFlags> & { ttl?: number }) => {
            const { target } = await livingTargetOf({ ...FLAGS, ...flags }, io(), NOW, ORIGIN);
            return target.lifetime;
        };
        expect(await living({ branch: "x" })).to.deep.equal({
            ...{ owner: "ada", branch: "x", runId: "4711", commit: "c0ffee" },
            ...{ created: "20261124T104300Z", expires: "20261125T104300Z" },
        });
        expect((await living({ stack: "dev" })).expires).to.equal(undefined);
        expect((await living({ stack: "dev", ttl: 3600 })).expires).to.equal("20261124T114300Z");
        expect((await living({ branch: "x", configFile: file("prod") })).expires).to.equal(
            undefined,
        );
    });

    it("refuses a time to live for production, by file or by option", async () => {
        const config = [["profile", "production"] as const];
        for (const flags of [{ stack: "prod" }, { stack: "dev", config }]) {
            const refused = await problem(
                livingTargetOf({ ...FLAGS, ...flags, ttl: 60 }, io(), NOW, ORIGIN),
            );
            expect(refused).to.contain("--ttl: expected none with the production profile");
        }
    });

    it("names an owner where nobody does", async () => {
        const { target } = await livingTargetOf({ ...FLAGS, stack: "dev" }, io(), NOW, {});
        expect(target.lifetime).to.deep.equal({ owner: "unknown", created: "20261124T104300Z" });
    });

    it("refuses files that are not there or not YAML, and takes an empty one", async () => {
        expect(
            await problem(targetOf({ ...FLAGS, stack: "x", configFile: "no.yaml" }, io(), ORIGIN)),
        ).to.contain("ENOENT");
        expect(await problem(targetOf({ ...FLAGS, stack: "broken" }, io(), ORIGIN))).to.contain(
            "expected YAML",
        );
        expect(await problem(targetOf({ ...FLAGS, stack: "list" }, io(), ORIGIN))).to.contain(
            "expected a table",
        );
        expect((await targetOf({ ...FLAGS, stack: "empty" }, io(), ORIGIN)).namespace).to.equal(
            undefined,
        );
    });

    it("reads the settings as the program will, options before the file", async () => {
        const config = [["traceCheck.traces", "7"] as const];
        const target = { stack: "secret", configFile: file("secret"), config };
        const { values, encrypted } = await readConfiguration(target);
        expect(encrypted).to.deep.equal(["aws:secretKey"]);
        expect(JSON.parse(values["tempo-sts:traceCheck"]?.value ?? "")).to.deep.equal({
            traces: "7",
            image: "i",
        });
        const key = [["aws:secretKey", "k"] as const, ["aws:accessKey", "a"] as const];
        const settings = await readSettings({ ...target, config: [...config, ...key] }, {});
        expect(settings.traceCheck.traces).to.equal(7);
        await checkTarget(target, {});
        expect(settings.namespace).to.equal("tracing");
    });

    it("refuses settings with every problem", async () => {
        const config = [["namespace", "No!"] as const, ["nonsense", "1"] as const];
        const error: unknown = await readSettings({ stack: "none", config }, {}).catch(
            (e: unknown) => e,
        );
        expect(error).to.be.instanceOf(SettingsError);
        expect((error as SettingsError).problems.map(({ path }) => path)).to.have.members([
            "namespace",
            "nonsense",
        ]);
    });

    function io() {
        return fakeIo({ folder });
    }

    function file(stack: string): string {
        return join(folder, "stacks/config", `Pulumi.${stack}.yaml`);
    }

    function write(stack: string, text: string): void {
        writeFileSync(file(stack), text);
    }
});

async function problem(running: Promise<unknown>): Promise<string> {
    const error: unknown = await running.then(
        () => undefined,
        (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(UserError);
    return (error as UserError).message;
}
