// Logs: what Tempo's own lines say of its storage.
import { redact } from "../../components/pure/redact.ts";
import { valueAt } from "../../stacks/cluster/answers.ts";
import { logsOf, readLog, type LogText, type PodLog } from "../../stacks/cluster/pod-logs.ts";
import { findingOf } from "../causes/finding.ts";
import type { Facts } from "../facts.ts";
import type { TempoPod } from "../facts/cluster.ts";
import { notChecked, verdictOf, type Finding, type Link } from "../link.ts";
import { LOG_PATTERNS, meaningOf, type LogPattern } from "../log-patterns.ts";
import { TEMPO_CONTAINER } from "./pods/pod-view.ts";
import { isReady } from "./status/pod-state.ts";

const SIZE = { lines: 300, bytes: 200_000 };
const MOST_PODS = 10;
const MOST_LINES = 3;
const LONGEST_LINE = 400;

/** Logs. */
export const logs: Link = {
    id: "logs",
    title: "Logs",
    needs: ["tempo"],
    essential: false,
    probe: async (facts) => {
        const pods = await facts.need("pods");
        if (pods.length === 0) return notChecked("there is no pod of Tempo");
        // Those in trouble first: they are the ones that have something to say.
        const chosen = pods.toSorted((a, b) => Number(isReady(a)) - Number(isReady(b)));
        const read = await Promise.all(
            chosen.slice(0, MOST_PODS).flatMap((pod) => readLogs(pod, facts)),
        );
        const refused = read.flatMap(({ text }) =>
            "why" in text && !text.early ? [text.why] : [],
        );
        const lines = read.flatMap(meaningfulLines);
        const [why] = refused;
        if (lines.length === 0 && why !== undefined) {
            return notChecked(
                `the logs of ${refused.length} containers could not be read (${why})`,
            );
        }
        const findings = LOG_PATTERNS.flatMap((pattern) => findingFor(pattern, lines, facts));
        return verdictOf(findings, [`${read.length} logs were read`]);
    },
};

interface ReadLog {
    readonly pod: TempoPod;
    readonly log: PodLog;
    readonly text: LogText;
}

function readLogs(pod: TempoPod, { tools }: Facts): Promise<ReadLog>[] {
    return logsOf(pod.body)
        .filter(({ container }) => container === TEMPO_CONTAINER)
        .map(async (log) => {
            const { cluster, subject, signal } = tools;
            return { pod, log, text: await readLog(cluster, subject.namespace, log, SIZE, signal) };
        });
}

interface Line {
    readonly pod: TempoPod;
    readonly meaning: LogPattern;
    readonly text: string;
}

function meaningfulLines({ pod, text }: ReadLog): Line[] {
    if (!("text" in text)) return [];
    return text.text.split("\n").flatMap((line) => {
        const meaning = meaningOf(line);
        return meaning === undefined ? [] : [{ pod, meaning, text: line }];
    });
}

// What a pod logged before it came up is over.
function findingFor(pattern: LogPattern, lines: readonly Line[], { tools }: Facts): Finding[] {
    const ofIt = lines.filter(({ meaning }) => meaning === pattern);
    const [first] = ofIt;
    if (first === undefined) return [];
    const { namespace } = tools.subject;
    const seen = [...new Map(ofIt.map((line) => [line.pod.name, line])).values()];
    return [
        findingOf(pattern.cause, {
            severity: ofIt.some(({ pod }) => !isReady(pod)) ? "broken" : "warning",
            summary: pattern.meaning,
            evidence: seen
                .slice(0, MOST_LINES)
                .map(({ pod, text }) => `${pod.name}: ${shortened(text)}`),
            remedy: {
                text: pattern.remedy,
                command: `oc --namespace ${namespace} logs ${first.pod.name} --container ${TEMPO_CONTAINER}${wasRestarted(first.pod) ? " --previous" : ""}`,
            },
        }),
    ];
}

// First redacted, then cut: half a secret would not be known for one.
function shortened(line: string): string {
    const text = redact(line).trim();
    return text.length <= LONGEST_LINE ? text : `${text.slice(0, LONGEST_LINE)}…`;
}

function wasRestarted({ body }: TempoPod): boolean {
    const statuses: unknown = valueAt(body, "status", "containerStatuses");
    return (Array.isArray(statuses) ? statuses : []).some((each) => {
        const count = valueAt(each, "restartCount");
        return typeof count === "number" && count > 0;
    });
}
