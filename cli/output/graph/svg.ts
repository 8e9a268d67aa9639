/** A stack's graph as a picture: what is made first stands above what waits for it. */
import { columnsOf } from "../table.ts";
import { cut } from "../wrap.ts";
import { card, centered, escapeXml } from "../svg-shapes.ts";
import { layersOf } from "./layers.ts";
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
/** The widest that a character of either size gets, near enough. */
const CHARACTER = 7.2;

/** Where a resource stands. */
interface Place {
    readonly node: PictureNode;
    readonly x: number;
    readonly y: number;
    readonly width: number;
}

/** A complete SVG document. */
export function svgGraph(title: string, picture: Picture): string {
    const layers = layersOf(picture);
    const rows = layers.map((layer) => layer.map((node) => ({ node, width: widthOf(node) })));
    const lengths = rows.map((row) => row.reduce((sum, { width }) => sum + width + GAP, -GAP));
    const width = Math.max(...lengths, 200) + 2 * MARGIN;
    const places = new Map<string, Place>();
    rows.forEach((row, index) => {
        let x = (width - (lengths[index] ?? 0)) / 2;
        for (const { node, width: own } of row) {
            places.set(node.id, { node, x, y: MARGIN + index * (HEIGHT + LAYER_GAP), width: own });
            x += own + GAP;
        }
    });
    const height = 2 * MARGIN + rows.length * (HEIGHT + LAYER_GAP) - LAYER_GAP;
    const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
    const name = escapeXml(title);
    return [
        `<svg xmlns="http://www.w3.org/2000/svg" class="tempo-sts-graph" ${size} role="img" aria-label="${name}">`,
        `<title>${name}</title><style>${STYLE}</style>`,
        `<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0l8 4-8 4z" class="head"/></marker></defs>`,
        `<rect width="${width}" height="${height}" class="ground"/>`,
        ...picture.edges.map(({ from, to }) => way(places.get(from), places.get(to))),
        ...[...places.values()].map(box),
        "</svg>\n",
    ].join("\n");
}

function box({ node, x, y, width }: Place): string {
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

function way(from: Place | undefined, to: Place | undefined): string {
    if (from === undefined || to === undefined) return "";
    const start = { x: from.x + from.width / 2, y: from.y + HEIGHT };
    const end = { x: to.x + to.width / 2, y: to.y - 1 };
    const bend = (end.y - start.y) / 2;
    return `<path d="M${start.x} ${start.y}C${start.x} ${start.y + bend} ${end.x} ${end.y - bend} ${end.x} ${end.y}" class="way" marker-end="url(#head)"/>`;
}

function widthOf({ kind, name }: PictureNode): number {
    const longest = Math.max(columnsOf(kind) * 1.1, columnsOf(cut(name, LONGEST_NAME)));
    return Math.round(longest * CHARACTER) + 28;
}
