/** A run as JUnit XML: a suite with a case for each phase, as Jenkins, GitLab and Surefire's readers take it. */
import type { Finding, PhaseOutcome, RunReport } from "../../stacks/run/report.ts";
import type { Clean } from "./clean.ts";
import { findingText } from "./findings.ts";

/** The whole document. */
export function junitReport(report: RunReport, clean: Clean): string {
    const count = (status: PhaseOutcome["status"]) =>
        report.phases.filter((phase) => phase.status === status).length;
    const numbers = {
        tests: report.phases.length,
        failures: count("failed"),
        errors: 0,
        skipped: count("skipped"),
        time: time(report.milliseconds),
    };
    const suite = {
        name: `tempo-sts.${report.stack}`,
        ...numbers,
        timestamp: report.startedAt.replace(/\.\d+Z?$|Z$/u, ""),
    };
    const properties = Object.entries({ project: report.project, runId: report.runId }).map(
        ([name, value]) => element("property", { name, value }, [], clean),
    );
    const content = [
        element("properties", {}, properties, clean),
        ...report.phases.map((phase) => testCase(phase, report, clean)),
    ];
    const { skipped, ...totals } = numbers;
    const document = element(
        "testsuites",
        { name: "tempo-sts", ...totals },
        [element("testsuite", { ...suite, skipped }, content, clean)],
        clean,
    );
    return `<?xml version="1.0" encoding="UTF-8"?>\n${document}\n`;
}

function testCase(phase: PhaseOutcome, { stack }: RunReport, clean: Clean): string {
    const { id, title, status, milliseconds, detail, error, findings } = phase;
    const inside: string[] = [];
    if (status === "skipped") {
        inside.push(element("skipped", { message: detail }, [], clean));
    }
    if (status === "failed") {
        const { message, class: type } = error ?? { message: detail, class: "bug" };
        const [first = ""] = message.split("\n", 1);
        inside.push(element("failure", { message: first, type }, [text(message, clean)], clean));
    }
    const lines = [...(status === "passed" && detail !== "" ? [detail] : []), ...said(findings)];
    if (lines.length > 0) {
        inside.push(element("system-out", {}, [text(lines.join("\n"), clean)], clean));
    }
    const attributes = { name: `${id}: ${title}`, classname: `tempo-sts.${stack}` };
    return element("testcase", { ...attributes, time: time(milliseconds) }, inside, clean);
}

function said(findings: readonly Finding[]): string[] {
    return findings.map((finding) => `[${finding.status}] ${findingText(finding)}`);
}

function element(
    name: string,
    attributes: Readonly<Record<string, string | number>>,
    content: readonly string[],
    clean: Clean,
): string {
    const written = Object.entries(attributes).map(
        ([key, value]) => ` ${key}="${text(String(value), clean)}"`,
    );
    const inside = content.join("");
    return `<${name}${written.join("")}${inside === "" ? "/>" : `>${inside}</${name}>`}`;
}

const ENTITIES: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\n": "&#10;",
    "\t": "&#9;",
};

/** Cleaned text holds no character that XML does not know; in an attribute a bare line end would become a blank. */
function text(raw: string, clean: Clean): string {
    return clean(raw).replace(/[&<>"\n\t]/gu, (character) => ENTITIES[character] ?? "");
}

function time(milliseconds: number): string {
    return (milliseconds / 1000).toFixed(3);
}
