import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { kindOf, readDefinitionFiles } from "../../../sandbox/crds/definition-files.ts";
import { valueAt } from "../../../sandbox/operator/cluster/values.ts";
import { GIVEN_DEFINITIONS, needGivenDefinitions } from "../operator/cluster.ts";
import { failureOf } from "../operator/failure.ts";

describe("definitions out of files", () => {
    let folder: string;

    beforeEach(async () => {
        folder = await mkdtemp(join(tmpdir(), "tempo-sts-crds-"));
    });

    afterEach(async () => {
        await rm(folder, { recursive: true, force: true });
    });

    it("are read from a folder", async function () {
        needGivenDefinitions(this);
        const definitions = await readDefinitionFiles(GIVEN_DEFINITIONS);
        expect(definitions.map(kindOf)).to.have.members(["TempoStack", "TempoMonolithic"]);
    });

    it("are read as they are written, whatever their members are called", async function () {
        needGivenDefinitions(this);
        const file = join(GIVEN_DEFINITIONS, "tempo.grafana.com_tempostacks.yaml");
        const [stack] = await readDefinitionFiles(file);
        const spec = valueAt(stack, "spec", "versions", 0, "schema", "openAPIV3Schema");
        const size = valueAt(spec, "properties", "spec", "properties", "storageSize");
        expect(valueAt(size, "x-kubernetes-int-or-string")).to.equal(true);
        expect(valueAt(size, "default")).to.equal("10Gi");
    });

    it("are picked out of many documents", async function () {
        needGivenDefinitions(this);
        const stack = await readFile(
            join(GIVEN_DEFINITIONS, "tempo.grafana.com_tempostacks.yaml"),
            "utf8",
        );
        const others = [
            "apiVersion: v1\nkind: Namespace\nmetadata: {name: other}\n",
            "# only a comment\n",
            "kind: CustomResourceDefinition\nmetadata: {name: x}\nspec: {group: other.example, names: {kind: TempoStack}}\n",
        ];
        const file = join(folder, "many.yaml");
        await writeFile(file, [...others, stack].join("\n---\n"));
        expect((await readDefinitionFiles(file)).map(kindOf)).to.deep.equal(["TempoStack"]);
    });

    for (const [what, text, message] of [
        ["holds no definition", "kind: Namespace\n", /found none of that group/u],
        [
            "defines TempoMonolithic only",
            "kind: CustomResourceDefinition\nmetadata: {name: x}\nspec: {group: tempo.grafana.com, names: {kind: TempoMonolithic}}\n",
            /Expected a CustomResourceDefinition of TempoStack .* found TempoMonolithic/u,
        ],
        ["is no YAML", "a: [1\nb", /does not parse/u],
        ["is empty", "", /found none of that group/u],
        [
            "defines another version only",
            "kind: CustomResourceDefinition\nmetadata: {name: x}\nspec: {group: tempo.grafana.com, names: {kind: TempoStack}, versions: [{name: v9}]}\n",
            /in version v1alpha1 .* found v9/u,
        ],
    ] as const) {
        it(`refuses a file that ${what}`, async () => {
            const file = join(folder, "bad.yaml");
            await writeFile(file, text);
            const error = await failureOf(readDefinitionFiles(file));
            expect(error.message).to.match(message).and.to.contain(file);
        });
    }

    it("refuses a folder without definitions", async () => {
        const error = await failureOf(readDefinitionFiles(folder));
        expect(error.message).to.contain(folder);
    });

    it("refuses a path where nothing is", async () => {
        const error = await failureOf(readDefinitionFiles(join(folder, "nothing")));
        expect(error.message).to.contain(join(folder, "nothing")).and.to.contain("ENOENT");
    });
});
