import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { expect } from "chai";

import { loadKubeConfig } from "../../../stacks/cluster/kubeconfig.ts";
import { SettingsError } from "../../../stacks/settings/settings-error.ts";
import { rejection } from "../support/rejection.ts";

describe("stacks/cluster/kubeconfig", () => {
    let folder = "";

    beforeEach(async () => {
        folder = await mkdtemp(join(tmpdir(), "kubeconfig-"));
    });

    afterEach(async () => {
        await rm(folder, { recursive: true });
    });

    it("takes the configured file before KUBECONFIG", async () => {
        const own = await file("own", config("own"));
        const other = await file("other", config("other"));
        const loaded = await loadKubeConfig({ kubeconfig: own }, { KUBECONFIG: other });
        expect(loaded.getCurrentCluster()?.server).to.equal("https://own.example");
    });

    it("takes the configured content", async () => {
        const loaded = await loadKubeConfig({ kubeconfig: config("inline") }, {});
        expect(loaded.getCurrentCluster()?.server).to.equal("https://inline.example");
    });

    it("merges the files of KUBECONFIG as kubectl does: the first stays, missing ones are passed over", async () => {
        const list = [
            join(folder, "missing"),
            await file("a", config("a")),
            await file("a2", config("a", "https://second.example")),
            await file("b", config("b")),
        ].join(delimiter);
        const loaded = await loadKubeConfig({}, { KUBECONFIG: list });
        expect(loaded.getCurrentContext()).to.equal("a");
        expect(loaded.getCluster("a")?.server).to.equal("https://a.example");
        expect(loaded.contexts.map(({ name }) => name)).to.deep.equal(["a", "b"]);
    });

    it("takes ~/.kube/config of the given home, and the context of the settings", async () => {
        const both = JSON.parse(config("a")) as Record<"clusters" | "contexts" | "users", object[]>;
        const second = JSON.parse(config("b")) as typeof both;
        for (const key of ["clusters", "contexts", "users"] as const) {
            both[key].push(...second[key]);
        }
        const { mkdir } = await import("node:fs/promises");
        await mkdir(join(folder, ".kube"));
        await file(".kube/config", JSON.stringify(both));
        const loaded = await loadKubeConfig({ context: "b" }, { HOME: folder });
        expect(loaded.getCurrentCluster()?.server).to.equal("https://b.example");
    });

    it("fails with what was looked for where there is no cluster", async () => {
        const error = await refusal({}, { HOME: folder });
        expect(error.message)
            .to.include("KUBECONFIG is not set")
            .and.include(`${join(folder, ".kube", "config")} does not exist`);
    });

    it("fails with the contexts that there are", async () => {
        const error = await refusal({ context: "nope", kubeconfig: config("a") }, {});
        expect(error.problems[0]).to.include({ path: "kubernetes.context", found: '"nope"' });
        expect(error.message).to.match(/kubernetes.context NAME`: a\./);
    });

    it("fails where no context is the current one", async () => {
        const kubeconfig = config("a").replace('"current-context":"a"', '"x":"a"');
        const error = await refusal({ kubeconfig }, {});
        expect(error.problems[0]?.found).to.equal("no current context");
    });

    it("fails with the file that is missing", async () => {
        const path = join(folder, "missing");
        const error = await refusal({ kubeconfig: path }, {});
        expect(error.problems[0]?.found).to.equal(`${path} (ENOENT)`);
    });

    for (const content of ["{ token: hush, [", "{}\nhush", "[1]\n", "\n\n{"]) {
        it(`fails for ${JSON.stringify(content)} without quoting it`, async () => {
            const error = await refusal({ kubeconfig: content }, {});
            expect(error.problems[0]?.path).to.match(/^kubernetes\./);
            expect(error.message).not.to.include("hush");
        });
    }

    async function file(name: string, content: string): Promise<string> {
        const path = join(folder, name);
        await writeFile(path, content);
        return path;
    }
});

async function refusal(...args: Parameters<typeof loadKubeConfig>): Promise<SettingsError> {
    const error = await rejection(loadKubeConfig(...args));
    if (!(error instanceof SettingsError)) {
        throw error;
    }
    return error;
}

function config(name: string, server = `https://${name}.example`): string {
    return JSON.stringify({
        clusters: [{ name, cluster: { server } }],
        users: [{ name, user: {} }],
        contexts: [{ name, context: { cluster: name, user: name } }],
        "current-context": name,
    });
}
