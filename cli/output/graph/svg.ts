/** A stack's graph as a picture: what is made first stands above what waits for it. */
import { columnsOf } from "../table.ts";
import { cut } from "../wrap.ts";
import { card, centered, escapeXml } from "../svg-shapes.ts";
import { layoutOf } from "./layers.ts";
import type { Picture, PictureNode } from "./picture.ts";

const STYLE = `
.tempo-sts-graph{--ground:#ffffff;--ink:#1f2328;--faint:#59636e;--line:#8c959f;--card:#f6f8fa;
font-family:system-ui,-apple-system,"Segoe UI","Noto Sans","DejaVu Sans",sans-serif}
@media (prefers-color-scheme:dark){.tempo-sts-graph{--ground:#0d1117;--ink:#f0f6fc;--faint:#9198a1;--line:#656c76;--card:#151b23}}
.tempo-sts-graph .ground{fill:var(--ground)}
.tempo-sts-graph .card{fill:var(--card);stroke:var(--line)}
.tempo-sts-graph .kind{fill:var(--ink);font-size:13px;font-weight:600}
.tempo-sts-graph .name{fill:var(--faint);font-size:11px}
.tempo-sts-graph .way{fill:none;stroke:var(--line);stroke-width:1.4}
.tempo-sts-graph .head{fill:var(--line)}
`;

const MARGIN = 24;
const HEIGHT = 48;
const GAP = 24;
const LAYER_GAP = 52;
const LONGEST_NAME = 40;
/** The room of a way that passes by. */
const PASSING = 4;
/** The widest that a character of either size gets, near enough. */
const CHARACTER = 7.2;

/** Where a resource stands, or a way passes by. */
interface Place {
    readonly node: PictureNode | undefined;
    readonly x: number;
    readonly y: number;
    readonly width: number;
}

/** A complete SVG document. */
export function svgGraph(title: string, picture: Picture): string {
    const { layers, ways } = layoutOf(picture);
    const lengths = layers.map((layer) =>
        layer.reduce((sum, { node }) => sum + widthOf(node) + GAP, -GAP),
    );
    const width = Math.max(...lengths, 200) + 2 * MARGIN;
    const places = new Map<string, Place>();
    layers.forEach((layer, index) => {
        let x = (width - (lengths[index] ?? 0)) / 2;
        for (const { id, node } of layer) {
            const own = widthOf(node);
            places.set(id, { node, x, y: MARGIN + index * (HEIGHT + LAYER_GAP), width: own });
            x += own + GAP;
        }
    });
    const height = 2 * MARGIN + layers.length * (HEIGHT + LAYER_GAP) - LAYER_GAP;
    const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
    const name = escapeXml(title);
    return [
        `<svg xmlns="http://www.w3.org/2000/svg" class="tempo-sts-graph" ${size} role="img" aria-label="${name}">`,
        `<title>${name}</title><style>${STYLE}</style>`,
        `<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0l8 4-8 4z" class="head"/></marker></defs>`,
        `<rect width="${width}" height="${height}" class="ground"/>`,
        ...ways.map((ids) => way(ids.flatMap((id) => places.get(id) ?? []))),
        ...[...places.values()].map(box),
        "</svg>\n",
    ].join("\n");
}

function box({ node, x, y, width }: Place): string {
    if (node === undefined) return "";
    const middle = x + width / 2;
    return [
        "<g>",
        `<title>${escapeXml(`${node.type} ${node.name}`)}</title>`,
        card({ x, y, width, height: HEIGHT }, "card"),
        centered({ x: middle, y: y + 20 }, "kind", node.kind),
        centered({ x: middle, y: y + 37 }, "name", cut(node.name, LONGEST_NAME)),
        "</g>",
    ].join("");
}

/** Curves from layer to layer, and straight past what it passes. */
function way(places: readonly Place[]): string {
    const [first, ...rest] = places;
    if (first === undefined) return "";
    let path = `M${center(first)} ${first.y + HEIGHT}`;
    let bottom = first.y + HEIGHT;
    let x = center(first);
    for (const place of rest) {
        const top = place.y - (place.node === undefined ? 0 : 1);
        const bend = (top - bottom) / 2;
        path += `C${x} ${bottom + bend} ${center(place)} ${top - bend} ${center(place)} ${top}`;
        x = center(place);
        bottom = place.y + HEIGHT;
        if (place.node === undefined) path += `V${bottom}`;
    }
    return `<path d="${path}" class="way" marker-end="url(#head)"/>`;
}

function center({ x, width }: Place): number {
    return x + width / 2;
}

function widthOf(node: PictureNode | undefined): number {
    if (node === undefined) return PASSING;
    const { kind, name } = node;
    const longest = Math.max(columnsOf(kind) * 1.1, columnsOf(cut(name, LONGEST_NAME)));
    return Math.round(longest * CHARACTER) + 28;
}
