/** Writes the tables of the docs from their sources: doc comments of args, and the settings of Pulumi.yaml. */
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { loadYaml } from "@kubernetes/client-node";
import ts from "typescript";

import { helpBlock } from "./cli.ts";
import { partitionsTable } from "./partitions.ts";
import { policiesTable, policyConfigTable } from "./policies.ts";

const ROOT = join(import.meta.dirname, "..");

/** One row of an args table. */
interface Row {
    readonly name: string;
    readonly type: string;
    readonly text: string;
    readonly fallback: string;
}

/** Renders every `<!-- table: KIND NAME -->` … `<!-- end -->` block of one Markdown text anew. */
export function renderTables(markdown: string): string {
    const block = /(<!-- table: (\S+) (\S+)(?: (\S+))? -->\n)[\s\S]*?(<!-- end -->)/g;
    return markdown.replace(
        block,
        (_, open: string, kind: string, source: string, name: string | undefined, close: string) =>
            `${open}\n${content(kind, source, name ?? "")}\n${close}`,
    );
}

function content(kind: string, source: string, name: string): string {
    if (kind === "help") return helpBlock(source);
    if (kind === "policies") return source === "config" ? policyConfigTable() : policiesTable();
    if (kind === "partitions") return partitionsTable();
    return kind === "args" ? argsTable(source, name) : settingsTable(source);
}

/** The Markdown files that may hold tables, as paths from the root. */
export function documents(): string[] {
    const docs = readdirSync(join(ROOT, "docs"), { encoding: "utf8", recursive: true }).filter(
        (file) => file.endsWith(".md"),
    );
    return ["README.md", ...docs.map((file) => `docs/${file}`)];
}

function argsTable(source: string, name: string): string {
    const rows = interfaceRows(source, name).map(
        ({ name: field, type, text, fallback }) =>
            `| \`${field}\` | \`${type}\` | ${text} | ${fallback} |`,
    );
    return ["| field | type | meaning | default |", "| --- | --- | --- | --- |", ...rows, ""].join(
        "\n",
    );
}

function interfaceRows(source: string, name: string): Row[] {
    const file = ts.createSourceFile(
        source,
        readFileSync(join(ROOT, source), "utf8"),
        ts.ScriptTarget.Latest,
        true,
    );
    const declaration = file.statements.find(
        (node): node is ts.InterfaceDeclaration =>
            ts.isInterfaceDeclaration(node) && node.name.text === name,
    );
    if (declaration === undefined) {
        throw new Error(`${source} declares no interface ${name}: correct the marker of the table`);
    }
    return declaration.members.filter(ts.isPropertySignature).map((member) => row(member, file));
}

function row(member: ts.PropertySignature, file: ts.SourceFile): Row {
    const docs = ts.getJSDocCommentsAndTags(member).filter(ts.isJSDoc);
    const text = docs.map((doc) => ts.getTextOfJSDocComment(doc.comment) ?? "").join(" ");
    const tag = ts.getJSDocTags(member).find(({ tagName }) => tagName.text === "default");
    const fallback = tag === undefined ? undefined : ts.getTextOfJSDocComment(tag.comment);
    return {
        name: member.name.getText(file),
        type: cell(member.type?.getText(file) ?? "unknown")
            .replaceAll("pulumi.", "")
            .replace(/ \\\| undefined$/, ""),
        text: cell(text),
        fallback:
            member.questionToken === undefined
                ? "required"
                : cell(fallback ?? "- none").replace(/^- /, ""),
    };
}

interface Setting {
    readonly description?: string;
    readonly default?: unknown;
}

function settingsTable(source: string): string {
    const project = loadYaml<{ config: Record<string, Setting> }>(
        readFileSync(join(ROOT, source), "utf8"),
    );
    const rows = Object.entries(project.config).map(
        ([key, { description = "", default: value }]) =>
            `| \`${key}\` | ${cell(description)} | \`${cell(JSON.stringify(value))}\` |`,
    );
    return ["| setting | meaning | default |", "| --- | --- | --- |", ...rows, ""].join("\n");
}

/** Text that fits one cell of a Markdown table. */
function cell(text: string): string {
    return text.replace(/\s+/g, " ").replaceAll("|", "\\|").trim();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    for (const document of documents()) {
        const path = join(ROOT, document);
        const before = readFileSync(path, "utf8");
        const after = renderTables(before);
        if (after !== before) {
            writeFileSync(path, after);
        }
    }
}
