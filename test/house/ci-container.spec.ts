import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";

import { ciFile, ciFiles } from "../support/ci/files.ts";

const ROOT = join(import.meta.dirname, "../..");

/** The image is not built here: there is no container engine. What it names is there, and of the versions that are locked. */
describe("docs/ci/Containerfile", () => {
    const { text } = ciFile("docs/ci/Containerfile");
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
        dependencies: Record<string, string>;
    };

    it("copies what is there, and all that the command line imports", () => {
        const copied = [...text.matchAll(/^COPY (.*) \S+$/gm)].flatMap(([, from = ""]) =>
            from.split(" "),
        );
        expect(copied.filter((path) => !existsSync(join(ROOT, path)))).to.deep.equal([]);
        const imported = ciFiles("{cli,components,sandbox,stacks}/**/*.ts").flatMap(
            ({ text: source }) =>
                [...source.matchAll(/(?:from|import\() ?"(?:\.\.\/)+(\w+)\//g)].map(
                    ([, room = ""]) => room,
                ),
        );
        const rooms = new Set(imported.filter((room) => existsSync(join(ROOT, room))));
        expect(copied).to.include.members([...rooms]);
    });

    it("has Pulumi's CLI and plugins in the versions of package.json, and so has GitHub's file", () => {
        const sdk = dependencies["@pulumi/pulumi"] ?? "";
        expect(text).to.match(new RegExp(`^FROM \\S+:${sdk.replaceAll(".", "\\.")}$`, "m"));
        for (const plugin of ["aws", "kubernetes"]) {
            expect(text).to.contain(`${plugin} ${dependencies[`@pulumi/${plugin}`] ?? ""}`);
        }
        const versions = ciFile("docs/ci/github-actions.yml").text.matchAll(
            /pulumi-version: (\S+)/g,
        );
        expect([...versions].map(([, version]) => version)).to.deep.equal([sdk, sdk]);
    });

    it("runs as a user of its own choice, whose group is 0", () => {
        expect(text).to.match(/^USER \d+:0$/m);
    });
});
