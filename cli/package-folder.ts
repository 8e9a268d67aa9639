/** The folder of the package that the command line belongs to. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Above the sources, and above dist/. */
const FOLDERS = ["../", "../../"];

/** The package, as its package.json says. */
export interface Manifest {
    readonly name: string;
    readonly version: string;
}

/** Its folder, which is the program's too. */
export function packageFolder(): string {
    return fileURLToPath(new URL(own().folder, import.meta.url));
}

/** The version of the package. */
export function ownVersion(): string {
    return own().manifest.version;
}

function own(): { readonly folder: string; readonly manifest: Manifest } {
    for (const folder of FOLDERS) {
        const manifest = readManifest(new URL(`${folder}package.json`, import.meta.url));
        if (manifest?.name === "tempo-sts") return { folder, manifest };
    }
    throw new Error("expected the package.json of tempo-sts above its command line, found none");
}

function readManifest(url: URL): Manifest | undefined {
    try {
        return JSON.parse(readFileSync(url, "utf8")) as Manifest;
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw error;
    }
}
