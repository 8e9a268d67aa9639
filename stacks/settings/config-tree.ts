// Settings by path, as `pulumi config set --path` takes them, and the configuration that they make.
import { PROJECT } from "./project.ts";

type Node = string | Map<string, Node>;

/** Settings by path; a later one overrides an earlier one. */
export class ConfigTree {
    readonly #root = new Map<string, Node>();

    set(path: string, text: string): void {
        const steps = pathSteps(path);
        const last = steps.pop() ?? "";
        let table = this.#root;
        for (const step of steps) {
            const found = asTable(table.get(step));
            table.set(step, found);
            table = found;
        }
        table.set(last, text);
    }

    config(): Record<string, string> {
        const entries = [...this.#root].map(([key, node]): [string, string] => [
            key.includes(":") ? key : `${PROJECT}:${key}`,
            typeof node === "string" ? node : JSON.stringify(plain(node)),
        ]);
        return Object.fromEntries(entries);
    }
}

/** `a.b["c.d"]` → a, b, c.d, as `pulumi config set --path` reads it. */
function pathSteps(path: string): string[] {
    const steps = [...path.matchAll(/\["([^"]*)"\]|([^.[]+)/gu)];
    return steps.map(([, quoted, bare]) => quoted ?? bare ?? "");
}

/** A table that was given as one JSON text can still be changed by path. */
function asTable(node: Node | undefined): Map<string, Node> {
    if (node instanceof Map) return node;
    if (!node?.trimStart().startsWith("{")) return new Map();
    try {
        return tableOf(JSON.parse(node) as object);
    } catch {
        // What is no JSON is not a table, and is overridden.
        return new Map();
    }
}

function tableOf(value: object): Map<string, Node> {
    return new Map(
        Object.entries(value).map(([key, each]: [string, unknown]): [string, Node] => [
            key,
            typeof each === "object" && each !== null ? tableOf(each) : String(each),
        ]),
    );
}

function plain(node: Node): unknown {
    if (typeof node === "string") return node;
    return Object.fromEntries([...node].map(([key, each]) => [key, plain(each)]));
}
