/** Which resources stand beside each other: nothing above what it waits for. */
import { leaves, type Picture, type PictureEdge, type PictureNode } from "./picture.ts";

/** Layers from the first made to the last; each in an order in which few edges cross. */
export function layersOf({ roots, edges }: Picture): PictureNode[][] {
    const nodes = drawn(roots, edges);
    const ids = new Set(nodes.map(({ id }) => id));
    const inside = edges.filter(({ from, to }) => ids.has(from) && ids.has(to));
    const depth = depths(nodes, inside);
    const deepest = Math.max(0, ...depth.values());
    const layers = Array.from({ length: deepest + 1 }, (_, index) =>
        nodes.filter(({ id }) => depth.get(id) === index),
    );
    const whole = layers.filter(({ length }) => length > 0);
    for (const layer of whole.slice(1)) sortBelow(layer, whole, inside);
    return whole;
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
    layer: PictureNode[],
    layers: readonly (readonly PictureNode[])[],
    edges: readonly PictureEdge[],
): void {
    const place = new Map<string, number>();
    for (const each of layers) {
        each.forEach(({ id }, index) => place.set(id, (index + 0.5) / each.length));
    }
    const middle = ({ id }: PictureNode): number => {
        const above = edges.filter(({ to }) => to === id).map(({ from }) => place.get(from) ?? 0);
        return above.length === 0 ? 0.5 : above.reduce((sum, x) => sum + x, 0) / above.length;
    };
    layer.sort((one, other) => middle(one) - middle(other));
}
