import { readFileSync } from "node:fs";

import { loadYaml } from "@kubernetes/client-node";
import { expect } from "chai";

import { DEFAULTS } from "../../../stacks/settings/defaults.ts";
import { SCHEMA } from "../../../stacks/settings/schema.ts";
import { accepted } from "./verdicts.ts";

interface Project {
    readonly name: string;
    readonly main: string;
    readonly stackConfigDir: string;
    readonly runtime: unknown;
    readonly config: Record<string, { description?: string; default?: unknown; type?: string }>;
}

describe("Pulumi.yaml", () => {
    const project = loadYaml<Project>(read("Pulumi.yaml"));

    it("runs index.ts by Node itself", () => {
        expect(project.name).to.equal("tempo-sts");
        expect(project.main).to.equal("index.ts");
        expect(project.runtime).to.deep.equal({ name: "nodejs", options: { typescript: false } });
    });

    it("repeats the defaults of the settings, all of them and no others", () => {
        const defaults = Object.entries(project.config).map(([key, entry]) => [key, entry.default]);
        expect(Object.fromEntries(defaults)).to.deep.equal(DEFAULTS);
    });

    it("describes each setting that it lists, and leaves its kind to the settings' own check", () => {
        for (const [key, { description, type }] of Object.entries(project.config)) {
            expect(description, key).to.be.a("string").and.not.equal("");
            expect(type, key).to.equal(undefined);
        }
    });

    it("names in its comment every setting that it leaves out", () => {
        const text = read("Pulumi.yaml");
        const left = Object.keys(SCHEMA.shape).filter((key) => !(key in project.config));
        for (const key of left) {
            expect(text).to.match(new RegExp(`^#.*\\b${key}\\b`, "m"));
        }
    });

    it("gives with its defaults the same settings as without", () => {
        const defaults = Object.entries(project.config).map(([key, entry]) => [key, entry.default]);
        expect(accepted({ namespace: "n", ...Object.fromEntries(defaults) })).to.deep.equal(
            accepted({ namespace: "n" }),
        );
    });

    it("comes with an example of a stack that is accepted", () => {
        const { config } = loadYaml<{ config: Record<string, unknown> }>(
            read(`${project.stackConfigDir}/Pulumi.dev.yaml`),
        );
        const section = (prefix: string) =>
            Object.fromEntries(
                Object.entries(config)
                    .filter(([key]) => key.startsWith(`${prefix}:`))
                    .map(([key, value]) => [key.slice(prefix.length + 1), value]),
            );
        accepted(section("tempo-sts"), { awsConfig: section("aws") });
    });
});

function read(path: string): string {
    return readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
}
