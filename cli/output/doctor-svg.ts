/** The chain of a diagnosis, drawn from above to below: what holds, where it breaks, what was not judged. */
import type { Diagnosis, JudgedLink } from "../../doctor/diagnose.ts";
import { markOf, remarkOf } from "./doctor-chain.ts";
import { SVG_STYLE } from "./svg-style.ts";
import { card, check, cross, escapeXml, text } from "./svg-shapes.ts";
import { wrap } from "./wrap.ts";

const WIDTH = 760;
const MARGIN = 20;
const PADDING = 14;
const LINE = 18;
const GAP = 14;
/** Characters that fit on a card, measured with the widest of the fonts that the style sheet names. */
const CHARS = 92;

const SIGNS = { good: check, bad: cross, skipped: dash };

/** A complete SVG document. */
export function doctorSvg(diagnosis: Diagnosis): string {
    let y = MARGIN;
    const parts: string[] = [];
    diagnosis.links.forEach((link, index) => {
        if (index > 0) {
            parts.push(joint(y, markOf(link)));
            y += GAP;
        }
        const drawn = linkCard(link, diagnosis, y);
        parts.push(...drawn.parts);
        y += drawn.height;
    });
    const height = y + MARGIN;
    const words = diagnosis.links.map((link) => `${link.title}: ${link.verdict.state}`).join("; ");
    return [
        `<svg xmlns="http://www.w3.org/2000/svg" class="tempo-sts-chain" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="doctor-title doctor-description">`,
        '<title id="doctor-title">The chain, link by link</title>',
        `<desc id="doctor-description">${escapeXml(words)}</desc>`,
        `<style>${SVG_STYLE}</style>`,
        ...parts,
        "</svg>",
        "",
    ].join("\n");
}

function linkCard(link: JudgedLink, diagnosis: Diagnosis, y: number) {
    const kind = markOf(link);
    const style = { good: "card open", bad: "card shut", skipped: "card" }[kind];
    const remark = remarkOf(link, diagnosis.links);
    const lines = remark === "" ? [] : wrap(remark, CHARS);
    const height = 2 * PADDING + (1 + lines.length) * LINE - 4;
    const x = MARGIN + PADDING;
    const first = y + PADDING + 11;
    return {
        height,
        parts: [
            card({ x: MARGIN, y, width: WIDTH - 2 * MARGIN, height }, style),
            SIGNS[kind]({ x, y: first }),
            text({ x: x + 20, y: first }, "name", link.title),
            ...lines.map((each, index) =>
                text({ x: x + 20, y: first + (index + 1) * LINE }, "row", each),
            ),
        ],
    };
}

function dash({ x, y }: { readonly x: number; readonly y: number }): string {
    return text({ x, y }, "name", "–");
}

// Red where the way ends, and only there: what was not looked at is no break.
function joint(y: number, to: ReturnType<typeof markOf>): string {
    const x = MARGIN + PADDING + 5;
    const style = { good: "way", bad: "closed dashed", skipped: "unseen dashed" }[to];
    return `<path d="M${x} ${y}v${GAP}" class="arrow ${style}"/>`;
}
