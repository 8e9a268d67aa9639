/** A stack's graph in Mermaid, which GitHub and GitLab draw in Markdown. */
import type { Picture, PictureNode } from "./picture.ts";

/** The diagram, with a line end at its end. */
export function mermaidGraph({ roots, edges }: Picture): string {
    return [
        "flowchart TD",
        ...roots.flatMap((node) => lines(node, 1)),
        ...edges.map(({ from, to }) => `    ${from} --> ${to}`),
        "",
    ].join("\n");
}

function lines(node: PictureNode, depth: number): string[] {
    const indent = "    ".repeat(depth);
    const label = `"${safe(node.kind)}<br/>${safe(node.name)}"`;
    if (node.parts.length === 0) return [`${indent}${node.id}[${label}]`];
    return [
        `${indent}subgraph ${node.id} [${label}]`,
        ...node.parts.flatMap((part) => lines(part, depth + 1)),
        `${indent}end`,
    ];
}

/** Mermaid writes a character as `#` and its number. */
function safe(text: string): string {
    return text.replace(
        /[^\p{L}\p{N} .:/-]/gu,
        (character) => `#${character.codePointAt(0) ?? 0};`,
    );
}
