/** Definitions of Tempo's kinds out of YAML text, files and folders. */
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

import { isClusterObject, type ClusterObject } from "../operator/cluster/objects.ts";
import { jsonList, valueAt } from "../operator/cluster/values.ts";

const GROUP = "tempo.grafana.com";
const NEEDED_KIND = "TempoStack";
const NEEDED_VERSION = "v1alpha1";

/** Reads the definitions from a file, or from all YAML and JSON files of a folder. */
export async function readDefinitionFiles(path: string): Promise<readonly ClusterObject[]> {
    const files = await filesAt(path);
    const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
    const found = await Promise.all(
        texts.map((text, index) => parseDefinitions(text, files[index] ?? path)),
    );
    return checkDefinitions(found.flat(), path);
}

/** Reads the definitions of Tempo's kinds out of YAML documents; documents of other kinds are passed over. */
export async function parseDefinitions(
    text: string,
    origin: string,
): Promise<readonly ClusterObject[]> {
    // client-node's own loader renames members of schemas (`enum`, `default`, `x-kubernetes-…`).
    const { loadAll } = await import("js-yaml");
    let documents: unknown;
    try {
        documents = loadAll(text);
    } catch (error) {
        throw new Error(
            `Expected YAML in ${origin}, got text that does not parse: ${String(error)}. Check the file.`,
            { cause: error },
        );
    }
    return jsonList(documents).filter(isClusterObject).filter(isTempoDefinition);
}

/** Returns the definitions when TempoStack, in the version that is needed, is among them. */
export function checkDefinitions(
    definitions: readonly ClusterObject[],
    origin: string,
): readonly ClusterObject[] {
    const stack = definitions.find((one) => kindOf(one) === NEEDED_KIND);
    if (!stack) {
        const found = definitions.map(kindOf).join(", ") || "none of that group";
        throw new Error(
            `Expected a CustomResourceDefinition of ${NEEDED_KIND} (${GROUP}) in ${origin}, found ${found}. Name the operator's definitions, or leave the variable out.`,
        );
    }
    const versions = jsonList(valueAt(stack, "spec", "versions")).map((one) =>
        valueAt(one, "name"),
    );
    if (!versions.includes(NEEDED_VERSION)) {
        throw new Error(
            `Expected ${NEEDED_KIND} in version ${NEEDED_VERSION} in ${origin}, found ${versions.join(", ") || "no version"}. Name the definitions of an operator of 0.12 or later.`,
        );
    }
    return definitions;
}

/** The kind that a definition defines. */
export function kindOf(definition: ClusterObject): string {
    return String(valueAt(definition, "spec", "names", "kind"));
}

function isTempoDefinition(object: ClusterObject): boolean {
    return object.kind === "CustomResourceDefinition" && valueAt(object, "spec", "group") === GROUP;
}

async function filesAt(path: string): Promise<readonly string[]> {
    let found;
    try {
        found = await stat(path);
    } catch (error) {
        throw new Error(
            `Expected a file or folder with the operator's definitions at ${path}: ${String(error)}. Correct the path.`,
            { cause: error },
        );
    }
    if (!found.isDirectory()) return [path];
    const names = (await readdir(path)).filter((name) => /\.(ya?ml|json)$/u.test(name)).sort();
    return names.map((name) => join(path, name));
}
