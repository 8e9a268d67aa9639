/** The verb `version`: what is installed, and what runs it. */
import { readFileSync } from "node:fs";

import { Command } from "commander";

import type { ExitClass } from "../exit-codes.ts";
import type { Io } from "../io.ts";

/** Where package.json is, from the sources and from dist/. */
const MANIFESTS = ["../../package.json", "../../../package.json"];

/** The command with its options. */
export function versionCommand(io: Io, ended: (result: ExitClass) => void): Command {
    return new Command("version")
        .description("prints the version of tempo-sts, of Node, and of what they run on")
        .option("--json", "prints one object")
        .action((flags: { readonly json?: boolean }) => {
            const versions = {
                "tempo-sts": ownVersion(),
                node: process.versions.node,
                platform: `${process.platform} ${process.arch}`,
            };
            const lines = Object.entries(versions).map(([name, value]) => `${name} ${value}`);
            io.stdout.write(`${flags.json ? JSON.stringify(versions) : lines.join("\n")}\n`);
            ended("ok");
        });
}

/** The version of the package that this file belongs to. */
export function ownVersion(): string {
    for (const path of MANIFESTS) {
        const manifest = readManifest(new URL(path, import.meta.url));
        if (manifest?.name === "tempo-sts") return manifest.version;
    }
    throw new Error("expected the package.json of tempo-sts above its command line, found none");
}

function readManifest(url: URL): { name: string; version: string } | undefined {
    try {
        return JSON.parse(readFileSync(url, "utf8")) as { name: string; version: string };
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw error;
    }
}
