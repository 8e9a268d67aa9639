// The providers' plugins: of the very version of their npm packages.
import { readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

import { firstExecutable } from "../../runner/cli.ts";
import type { Check, CheckTools, Found } from "./check.ts";
import { packageVersion } from "./package-version.ts";

const PACKAGES = ["aws", "kubernetes"];

/** Looks for both; the engine downloads what is missing, where it can. */
export const plugins: Check = {
    name: "Pulumi plugins",
    required: false,
    look: async (tools) => {
        const found = await Promise.all(PACKAGES.map(async (name) => lookFor(name, tools)));
        const isGood = found.every(({ status }) => status === "ok");
        return {
            status: isGood ? "ok" : "warning",
            found: found.map((each) => each.found).join("; "),
            ...(isGood
                ? {}
                : {
                      remedy: `The engine downloads what is missing; without a way out install it beforehand: ${PACKAGES.map((name) => `\`pulumi plugin install resource ${name} ${packageVersion(`@pulumi/${name}`)}\``).join(", ")}`,
                  }),
        };
    },
};

async function lookFor(name: string, { target, env }: CheckTools): Promise<Found> {
    const version = packageVersion(`@pulumi/${name}`);
    const local = target.plugins?.find((each) => each.name === name);
    if (local !== undefined) {
        return { status: "ok", found: `${name} in ${local.path}` };
    }
    const executable = `pulumi-resource-${name}`;
    const ambient = await firstExecutable((env["PATH"] ?? "").split(delimiter), executable);
    if (ambient !== undefined) {
        const found = `${name} at ${ambient}, of whatever version: on PATH it wins over ${version}`;
        return { status: "warning", found };
    }
    const installed = await installedVersions(
        name,
        env["PULUMI_HOME"] ?? join(env["HOME"] ?? homedir(), ".pulumi"),
    );
    if (installed.includes(version)) {
        return { status: "ok", found: `${name} ${version}` };
    }
    const others = installed.length === 0 ? "" : ` (only ${installed.join(", ")})`;
    return { status: "warning", found: `${name} ${version} is not installed${others}` };
}

async function installedVersions(name: string, home: string): Promise<string[]> {
    const folders = await readdir(join(home, "plugins")).catch(() => []);
    const prefix = `resource-${name}-v`;
    return folders
        .filter(
            (folder) =>
                folder.startsWith(prefix) &&
                !folder.includes(".lock") &&
                !folder.endsWith(".partial"),
        )
        .map((folder) => folder.slice(prefix.length));
}
