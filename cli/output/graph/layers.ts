/** Which resources stand beside each other: nothing above what it waits for, and room for the ways that pass by. */
import { leaves, type Picture, type PictureEdge, type PictureNode } from "./picture.ts";

/** A place in a layer: of a resource, or of a way that only passes it. */
export interface Slot {
    readonly id: string;
    readonly node?: PictureNode;
}

/** The places from the first made to the last, and the ways between them, by the places that they go through. */
export interface Layout {
    readonly layers: readonly (readonly Slot[])[];
    readonly ways: readonly (readonly string[])[];
}

/** Lays out a picture; each layer in an order in which few ways cross. */
export function layoutOf({ roots, edges }: Picture): Layout {
    const nodes = drawn(roots, edges);
    const ids = new Set(nodes.map(({ id }) => id));
    const inside = edges.filter(({ from, to }) => ids.has(from) && ids.has(to));
    const depth = depths(nodes, inside);
    const layers: Slot[][] = Array.from(
        { length: Math.max(0, ...depth.values()) + 1 },
        (_, index) =>
            nodes
                .filter(({ id }) => depth.get(id) === index)
                .map((node) => ({ id: node.id, node })),
    );
    const ways = inside.map(({ from, to }) => {
        const between = layers.slice((depth.get(from) ?? 0) + 1, depth.get(to) ?? 0);
        const passed = between.map((layer, index) => {
            const id = `${from} ${to} ${index}`;
            layer.push({ id });
            return id;
        });
        return [from, ...passed, to];
    });
    const steps = ways.flatMap((way) =>
        way.slice(1).map((to, index) => ({ from: way[index] ?? "", to })),
    );
    const whole = layers.filter(({ length }) => length > 0);
    for (const layer of whole.slice(1)) sortBelow(layer, whole, steps);
    return { layers: whole, ways };
}

/** Frames are not drawn, unless something waits for them. */
function drawn(roots: readonly PictureNode[], edges: readonly PictureEdge[]): PictureNode[] {
    const named = new Set(edges.flatMap(({ from, to }) => [from, to]));
    const frames = (all: readonly PictureNode[]): PictureNode[] =>
        all.flatMap((node) => [
            ...(node.parts.length > 0 && named.has(node.id) ? [node] : []),
            ...frames(node.parts),
        ]);
    return [...leaves(roots), ...frames(roots)];
}

/** The longest way to each; a circle, which no engine makes, ends where it began. */
function depths(nodes: readonly PictureNode[], edges: readonly PictureEdge[]): Map<string, number> {
    const depth = new Map(nodes.map(({ id }) => [id, 0]));
    for (let round = 0, most = nodes.length; round < most; round++) {
        let moved = false;
        for (const { from, to } of edges) {
            const least = (depth.get(from) ?? 0) + 1;
            if ((depth.get(to) ?? 0) < least && least < nodes.length) {
                depth.set(to, least);
                moved = true;
            }
        }
        if (!moved) break;
    }
    return depth;
}

/** Each below the middle of what it waits for. */
function sortBelow(
    layer: Slot[],
    layers: readonly (readonly Slot[])[],
    steps: readonly PictureEdge[],
): void {
    const place = new Map<string, number>();
    for (const each of layers) {
        each.forEach(({ id }, index) => place.set(id, (index + 0.5) / each.length));
    }
    const middle = ({ id }: Slot): number => {
        const above = steps.filter(({ to }) => to === id).map(({ from }) => place.get(from) ?? 0);
        return above.length === 0 ? 0.5 : above.reduce((sum, x) => sum + x, 0) / above.length;
    };
    layer.sort((one, other) => middle(one) - middle(other));
}
