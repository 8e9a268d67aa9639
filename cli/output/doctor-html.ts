/** A diagnosis as one self-contained page: the cause, the chain drawn, and all evidence. */
import type { Diagnosis, JudgedLink } from "../../doctor/diagnose.ts";
import type { Finding } from "../../doctor/link.ts";
import type { Clean } from "./clean.ts";
import { conclusion, evidenceOf, findingsOf, pageOf, remarkOf } from "./doctor-chain.ts";
import { doctorSvg } from "./doctor-svg.ts";
import { htmlList, htmlPage, htmlTable, section } from "./html-page.ts";
import { escapeXml } from "./svg-shapes.ts";

/** A complete HTML document; every text in it is redacted. */
export function doctorHtml(diagnosis: Diagnosis, clean: Clean): string {
    const { kind, namespace, name } = diagnosis.subject;
    const { sentence, finding } = conclusion(diagnosis);
    const page = htmlPage({
        title: `tempo-sts doctor: ${kind} ${namespace}/${name}`,
        verdict: sentence,
        ok: diagnosis.ok,
        sections: [
            finding === undefined ? "" : section("What to do", remedy(finding)),
            `<div class="picture">${doctorSvg(diagnosis)}</div>`,
            section("What was seen", linkTable(diagnosis)),
        ],
    });
    return clean(page);
}

function remedy(finding: Finding): string {
    const { text, command } = finding.remedy;
    const shell = command === undefined ? "" : `<pre><code>${escapeXml(command)}</code></pre>`;
    return `<p>${escapeXml(text)}</p>${shell}<p class="faint">${escapeXml(pageOf(finding))}</p>`;
}

function linkTable({ links }: Diagnosis): string {
    const rows = links.map((link) => [
        escapeXml(link.title),
        escapeXml(link.verdict.state),
        details(link, links),
        `${link.milliseconds} ms`,
    ]);
    return htmlTable(["link", "state", "seen", "time"], rows);
}

function details(link: JudgedLink, links: readonly JudgedLink[]): string {
    const remark = remarkOf(link, links);
    const told = findingsOf(link).map(({ summary, cause }) => `${summary} (${cause})`);
    return [remark === "" ? "" : escapeXml(remark), htmlList([...told, ...evidenceOf(link)])].join(
        "",
    );
}
