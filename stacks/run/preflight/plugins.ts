// The providers' plugins: of the very version of their npm packages.
import { readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

import { parseVersion } from "../../../components/pure/version.ts";
import { firstExecutable } from "../../runner/cli.ts";
import type { Check, CheckTools, Found } from "./check.ts";
import { packageVersion } from "./package-version.ts";

const PACKAGES = ["aws", "kubernetes"];

/** One plugin; `install` is the command that brings a missing one. */
type Looked = Found & { readonly install?: string };

const MISSING = "The engine downloads what is missing; without a way out install it beforehand:";

/** Looks for both; the engine downloads what is missing, where it can. */
export const plugins: Check = {
    name: "Pulumi plugins",
    required: false,
    look: async (tools) => {
        const found = await Promise.all(PACKAGES.map(async (name) => lookFor(name, tools)));
        const installs = found.flatMap(({ install }) => install ?? []).map((each) => `\`${each}\``);
        const remedies = [
            ...found.flatMap(({ remedy }) => remedy ?? []),
            ...(installs.length === 0 ? [] : [`${MISSING} ${installs.join(", ")}`]),
        ];
        return {
            status: remedies.length === 0 ? "ok" : "warning",
            found: found.map((each) => each.found).join("; "),
            ...(remedies.length === 0 ? {} : { remedy: remedies.join(". ") }),
        };
    },
};

async function lookFor(name: string, { target, env }: CheckTools): Promise<Looked> {
    const version = packageVersion(`@pulumi/${name}`);
    const local = target.plugins?.find((each) => each.name === name);
    if (local !== undefined) {
        return { status: "ok", found: `${name} in ${local.path}` };
    }
    const executable = `pulumi-resource-${name}`;
    const ambient = await firstExecutable((env["PATH"] ?? "").split(delimiter), executable);
    if (ambient !== undefined) {
        return {
            status: "warning",
            found: `${name} at ${ambient}, of whatever version`,
            remedy: `On PATH it wins over ${version}, which this program was made with: take it off if it is another`,
        };
    }
    const installed = await installedVersions(
        name,
        env["PULUMI_HOME"] ?? join(env["HOME"] ?? homedir(), ".pulumi"),
    );
    if (installed.includes(version)) {
        return { status: "ok", found: `${name} ${version}` };
    }
    const others = installed.length === 0 ? "" : ` (only ${installed.join(", ")})`;
    return {
        status: "warning",
        found: `${name} ${version} is not installed${others}`,
        install: `pulumi plugin install resource ${name} ${version}`,
    };
}

async function installedVersions(name: string, home: string): Promise<string[]> {
    const folders = await readdir(join(home, "plugins")).catch(() => []);
    const prefix = `resource-${name}-v`;
    // Beside a plugin lie its lock, what is left of a download, and when it was last used.
    return folders
        .filter((folder) => folder.startsWith(prefix))
        .map((folder) => folder.slice(prefix.length))
        .filter((version) => parseVersion(version) !== undefined);
}
