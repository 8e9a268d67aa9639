/** A self-contained page: it loads nothing, and reads well in light, in dark and on paper. */
import { escapeXml } from "./svg-shapes.ts";

const STYLE = `
:root{color-scheme:light dark;--ground:#ffffff;--ink:#1f2328;--faint:#59636e;--line:#d1d9e0;--good:#1a7f37;--bad:#c5221f}
@media (prefers-color-scheme:dark){:root{--ground:#0d1117;--ink:#f0f6fc;--faint:#9198a1;--line:#3d444d;--good:#3fb950;--bad:#ff7b72}}
body{margin:0 auto;max-width:1068px;padding:24px;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI","Noto Sans","DejaVu Sans",sans-serif}
h1{font-size:26px;margin:0 0 4px}h2{font-size:18px;margin:32px 0 8px}
.verdict{font-weight:600}.ok{color:var(--good)}.bad{color:var(--bad)}.faint{color:var(--faint)}
.picture{overflow-x:auto}.picture svg{max-width:100%;height:auto;min-width:680px}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:14px}
th,td{text-align:left;vertical-align:top;padding:5px 12px 5px 0;border-bottom:1px solid var(--line)}th{color:var(--faint);font-weight:500}
code{font-family:ui-monospace,"SFMono-Regular",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.92em;overflow-wrap:anywhere}
@media print{:root{--ground:#ffffff;--ink:#000000;--faint:#444444;--line:#999999;--good:#0b6b2b;--bad:#b3150f}body{padding:0;max-width:none;font-size:10.5pt}
.picture svg{min-width:0}tr,.picture{break-inside:avoid}h2{break-after:avoid}}
`;

/** What stands on a page. */
export interface Page {
    readonly title: string;
    /** The one sentence that counts. */
    readonly verdict: string;
    readonly ok: boolean;
    /** HTML, empty ones left out. */
    readonly sections: readonly string[];
}

/** The whole document. */
export function htmlPage({ title, verdict, ok, sections }: Page): string {
    return [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        `<title>${escapeXml(title)}</title>`,
        `<style>${STYLE}</style></head><body>`,
        `<h1>${escapeXml(title)}</h1>`,
        `<p class="verdict ${ok ? "ok" : "bad"}">${escapeXml(verdict)}</p>`,
        ...sections,
        "</body></html>",
        "",
    ].join("\n");
}

/** A part of a page under its heading; nothing where it has no body. */
export function section(title: string, body: string): string {
    return body === "" ? "" : `<h2>${title}</h2>\n${body}`;
}

/** A table of cells that are HTML already. */
export function htmlTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
    if (rows.length === 0) return "";
    const top =
        head.length === 0
            ? ""
            : `<thead><tr>${head.map((each) => `<th scope="col">${each}</th>`).join("")}</tr></thead>`;
    const body = rows.map((row) => `<tr>${row.map((each) => `<td>${each}</td>`).join("")}</tr>`);
    return `<div class="scroll"><table>${top}<tbody>\n${body.join("\n")}\n</tbody></table></div>`;
}

/** A list of texts. */
export function htmlList(items: readonly string[]): string {
    if (items.length === 0) return "";
    return `<ul>${items.map((each) => `<li>${escapeXml(each)}</li>`).join("\n")}</ul>`;
}
