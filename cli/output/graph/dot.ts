/** A stack's graph in Graphviz's language. */
import type { Picture, PictureNode } from "./picture.ts";

/** The graph, with a line end at its end. */
export function dotGraph(name: string, { roots, edges }: Picture): string {
    const anchors = new Map<string, string>();
    for (const node of roots) collectAnchors(node, anchors);
    return [
        `digraph ${quoted(name)} {`,
        "    compound=true;",
        '    node [shape=box, style=rounded, fontname="sans-serif"];',
        ...roots.flatMap((node) => lines(node, 1)),
        ...edges.map(({ from, to }) => edge(from, to, anchors)),
        "}",
        "",
    ].join("\n");
}

function lines(node: PictureNode, depth: number): string[] {
    const indent = "    ".repeat(depth);
    const label = quoted(`${node.kind}\n${node.name}`);
    if (node.parts.length === 0) return [`${indent}${node.id} [label=${label}];`];
    return [
        `${indent}subgraph cluster_${node.id} {`,
        `${indent}    label=${label};`,
        ...node.parts.flatMap((part) => lines(part, depth + 1)),
        `${indent}}`,
    ];
}

/** Graphviz draws no edge to a frame, only to something in it, and cuts it at the frame. */
function edge(from: string, to: string, anchors: ReadonlyMap<string, string>): string {
    const ends = [from, to].map((id) => anchors.get(id) ?? id).join(" -> ");
    const cuts = [
        ...(anchors.has(from) ? [`ltail=cluster_${from}`] : []),
        ...(anchors.has(to) ? [`lhead=cluster_${to}`] : []),
    ];
    return `    ${ends}${cuts.length === 0 ? "" : ` [${cuts.join(", ")}]`};`;
}

/** For each frame the first thing in it. */
function collectAnchors(node: PictureNode, anchors: Map<string, string>): string {
    const [first] = node.parts.map((part) => collectAnchors(part, anchors));
    if (first === undefined) return node.id;
    anchors.set(node.id, first);
    return first;
}

function quoted(text: string): string {
    const escaped = text.replace(/[\\"]/gu, "\\$&").replace(/\n/gu, "\\n");
    return `"${escaped.replace(/\p{C}/gu, "�")}"`;
}
