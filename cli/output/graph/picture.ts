/** A stack's graph made fit for drawing: no edge that others imply, and components as frames around their parts. */
import type { GraphEdge, GraphNode, StackGraph } from "../../../stacks/runner/graph.ts";

/** What is drawn. */
export interface Picture {
    readonly roots: readonly PictureNode[];
    readonly edges: readonly PictureEdge[];
}

/** A resource; one with parts is a frame around them. */
export interface PictureNode {
    /** Short, and made of letters and digits. */
    readonly id: string;
    readonly name: string;
    /** The last part of its type. */
    readonly kind: string;
    readonly type: string;
    readonly parts: readonly PictureNode[];
}

/** The second waits for the first. */
export interface PictureEdge {
    readonly from: string;
    readonly to: string;
}

/** Makes it. */
export function pictureOf({ nodes, edges }: StackGraph): Picture {
    const ids = new Map(nodes.map(({ urn }, index) => [urn, `n${index}`]));
    const isThere = (urn: string | undefined) => urn !== undefined && ids.has(urn);
    const node = (each: GraphNode): PictureNode => ({
        id: ids.get(each.urn) ?? "",
        name: each.name,
        kind: each.type.slice(Math.max(each.type.lastIndexOf(":"), each.type.lastIndexOf("/")) + 1),
        type: each.type,
        parts: nodes.filter(({ parent }) => parent === each.urn).map(node),
    });
    const roots = nodes.filter(({ parent }) => !isThere(parent)).map(node);
    const known = edges.filter(({ from, to }) => isThere(from) && isThere(to));
    const drawn = necessary(withoutFrames(known, nodes));
    return {
        roots,
        edges: drawn.map(({ from, to }) => ({ from: ids.get(from) ?? "", to: ids.get(to) ?? "" })),
    };
}

/** Every resource that is no frame. */
export function leaves(roots: readonly PictureNode[]): PictureNode[] {
    return roots.flatMap((node) => (node.parts.length === 0 ? [node] : leaves(node.parts)));
}

/** What waits for a frame waits for its parts, and the engine says both: the parts tell more. */
function withoutFrames(edges: readonly GraphEdge[], nodes: readonly GraphNode[]): GraphEdge[] {
    const parents = new Map(nodes.map(({ urn, parent }) => [urn, parent]));
    const framesOf = (urn: string): string[] => {
        const frames: string[] = [];
        let parent = parents.get(urn);
        while (parent !== undefined && !frames.includes(parent)) {
            frames.push(parent);
            parent = parents.get(parent);
        }
        return frames;
    };
    const told = new Set(
        edges.flatMap(({ from, to }) => [
            ...framesOf(to).map((frame) => `${from} ${frame}`),
            ...framesOf(from).map((frame) => `${frame} ${to}`),
        ]),
    );
    return edges.filter(({ from, to }) => !told.has(`${from} ${to}`));
}

/** Without the edges that a longer way goes too. */
function necessary(edges: readonly GraphEdge[]): GraphEdge[] {
    const after = new Map<string, Set<string>>();
    for (const { from, to } of edges) after.set(from, (after.get(from) ?? new Set()).add(to));
    const reaches = (from: string, to: string): boolean => {
        const seen = new Set<string>();
        const open = [...(after.get(from) ?? [])].filter((each) => each !== to);
        for (let each = open.pop(); each !== undefined; each = open.pop()) {
            if (each === to) return true;
            if (seen.has(each) || each === from) continue;
            seen.add(each);
            open.push(...(after.get(each) ?? []));
        }
        return false;
    };
    const all = [...after].flatMap(([from, tos]) => [...tos].map((to) => ({ from, to })));
    return all.filter(({ from, to }) => from !== to && !reaches(from, to));
}
