/** The chain as a picture: above what was let through, link by link; below what was stopped, and where. */
import { proofsOf, type RehearsalReport } from "../../sandbox/rehearsal/report.ts";
import { allowedLines, refusedLines, strangers, type Line } from "./chain-cards.ts";
import { chainLinks, score, type ChainLink } from "./chain-links.ts";
import { SVG_STYLE } from "./svg-style.ts";
import {
    arrow,
    barred,
    card,
    centered,
    check,
    cross,
    escapeXml,
    stopped,
    text,
    type Box,
} from "./svg-shapes.ts";
import { wrap } from "./wrap.ts";

const WIDTH = 1064;
const MARGIN = 24;
const CARD = 280;
const GAP = (WIDTH - 2 * MARGIN - 3 * CARD) / 2;
const PADDING = 16;
const LINE = 19;
const BELOW_NAME = 5;
const LANE_GAP = 28;
const TOP = 96;

/** A complete SVG document. It says nothing that differs from one good rehearsal to the next. */
export function chainSvg(report: RehearsalReport): string {
    const links = chainLinks(report);
    const above = links.map((link) => allowedLines(link));
    const below = [strangers(), ...links.slice(1).map((link) => refusedLines(link))];
    const upper = laneHeight(above);
    const lower = laneHeight(below);
    const lowerTop = TOP + upper + LANE_GAP;
    const height = lowerTop + lower + 56;
    const parts = [
        heading(report),
        ...above.flatMap((lines, index) =>
            cardWith(
                at(index, TOP, upper),
                isOpen(links[index]) ? "card open" : "card shut",
                lines,
            ),
        ),
        ...links.slice(0, -1).flatMap((link, index) => handOver(link, index, TOP + upper / 2)),
        ...below.flatMap((lines, index) =>
            cardWith(at(index, lowerTop, lower), index === 0 ? "card" : "card shut", lines),
        ),
        ...[0, 1].map((index) => barred({ x: rightOf(index), y: lowerTop + lower / 2 }, GAP)),
        text({ x: MARGIN, y: height - 22 }, "small", afterwards(report)),
    ];
    const { title, description } = words(report);
    return [
        `<svg xmlns="http://www.w3.org/2000/svg" class="tempo-sts-chain" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="chain-title chain-description">`,
        `<title id="chain-title">${escapeXml(title)}</title>`,
        `<desc id="chain-description">${escapeXml(description)}</desc>`,
        `<style>${SVG_STYLE}</style>`,
        `<rect x="1" y="1" width="${WIDTH - 2}" height="${height - 2}" rx="14" class="ground"/>`,
        ...parts,
        "</svg>",
        "",
    ].join("\n");
}

function heading(report: RehearsalReport): string {
    return [
        text({ x: MARGIN, y: 42 }, "title", words(report).title),
        text({ x: MARGIN, y: 68 }, "small", summary(report)),
    ].join("\n");
}

function words(report: RehearsalReport): { title: string; description: string } {
    const title = report.ok
        ? "From a pod's token to its bucket, and no other way"
        : "From a pod's token to its bucket: not proven";
    const steps = chainLinks(report).map(
        ({ title: name, names, allowed, refused }) =>
            `${name} ${names.join(", ")}: ${score(allowed, "allowed")}, ${score(refused, "refused")}.`,
    );
    return { title, description: [...steps, afterwards(report)].join(" ") };
}

function summary(report: RehearsalReport): string {
    const allowed = score(proofsOf(report, "allowed"), "calls allowed");
    return `${allowed}, ${score(proofsOf(report, "refused"), "wrong ones refused")}, each a real call with a real token`;
}

function afterwards(report: RehearsalReport): string {
    if (!report.phases.some(({ id }) => id === "leak-check")) return "Still running.";
    const left = report.leftovers.length;
    const touched = report.bystandersTouched.length;
    const first =
        left === 0
            ? "bucket, role, policies, namespace, TempoStack and Secret are gone"
            : `still there: ${left}`;
    const second =
        touched === 0 ? "nothing of others was touched" : `touched of others: ${touched}`;
    return `After destroy: ${first}; ${second}.`;
}

function laneHeight(cards: readonly (readonly Line[])[]): number {
    const longest = Math.max(1, ...cards.map(({ length }) => length));
    return longest * LINE + 2 * PADDING + BELOW_NAME;
}

function at(index: number, y: number, height: number): Box {
    return { x: MARGIN + index * (CARD + GAP), y, width: CARD, height };
}

function rightOf(index: number): number {
    return MARGIN + index * (CARD + GAP) + CARD;
}

function isOpen(link: ChainLink | undefined): boolean {
    return link?.allowed.every(({ ok }) => ok) ?? false;
}

function handOver(link: ChainLink, index: number, y: number): string[] {
    const { handsOn = [] } = link;
    const lines = handsOn.slice(0, 1).flatMap((each) => wrap(each, 13));
    const x = rightOf(index);
    return [
        arrow({ x: x + 6, y }, GAP - 12, isOpen(link) ? "way" : "closed"),
        ...lines.map((each, line) =>
            centered({ x: x + GAP / 2, y: y - 14 - (lines.length - 1 - line) * 13 }, "label", each),
        ),
    ];
}

function cardWith(box: Box, style: string, lines: readonly Line[]): string[] {
    const rows = lines.map((line, index) => {
        const y = box.y + PADDING + 13 + index * LINE + (index === 0 ? 0 : BELOW_NAME);
        const x = box.x + PADDING;
        const indent = line.mark === undefined ? 0 : 20;
        return `${mark(line, x, y)}${text({ x: x + indent, y }, line.style, line.words)}`;
    });
    return [card(box, style), ...rows];
}

function mark({ mark: kind }: Line, x: number, y: number): string {
    if (kind === "good") return check({ x, y });
    if (kind === "bad") return cross({ x, y });
    return kind === "stop" ? stopped({ x, y }) : "";
}
