/** Runbooks, and the pages on audit and watch: there for every alarm, with commands that a shell reads, and with our own numbers. */
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";

import { ALARM_IDS, ALARMS } from "../../components/pure/watching/alarms.ts";
import { ALERT_RUNBOOKS } from "../../components/pure/manifests/prometheus-rule.ts";
import { stsCalls, stsCallsLine } from "../../components/pure/sts-calls.ts";
import { addSelectorCommands } from "../../components/pure/watching/trail-selectors.ts";
import { filterMatches } from "../support/filter-matcher.ts";
import { ROLE } from "../support/trail-events.ts";
import { WATCHED_CASES } from "../support/watched-cases.ts";

const DOCS = join(import.meta.dirname, "../../docs");
const RUNBOOKS = [...ALARM_IDS, ...Object.values(ALERT_RUNBOOKS)];

function page(name: string): string {
    return readFileSync(join(DOCS, name), "utf8");
}

describe("the runbooks", () => {
    it("are there for each alarm and each alert, and for nothing else", () => {
        const files = readdirSync(join(DOCS, "runbooks")).sort();
        expect(files).to.deep.equal(RUNBOOKS.map((name) => `${name}.md`).sort());
    });

    for (const name of RUNBOOKS) {
        it(`${name} says what it means, how to look and what to do`, () => {
            const headings = [...page(`runbooks/${name}.md`).matchAll(/^## (.+)$/gm)];
            expect(headings.map(([, heading]) => heading)).to.deep.equal([
                "What it means",
                "How to look",
                "What to do",
            ]);
        });
    }

    for (const id of ALARM_IDS) {
        it(`${id} looks in the log group for what its alarm is about`, () => {
            const [pattern = ""] = patternsOf(page(`runbooks/${id}.md`));
            for (const { what, event, caught } of WATCHED_CASES) {
                const found = filterMatches(pattern, event, false);
                // A person looks wider than an alarm does: at every refusal, at every session.
                if (caught.includes(id)) expect(found, what).to.equal(true);
                if (aboutOtherRole(event)) expect(found, what).to.equal(false);
            }
        });
    }
});

describe("the commands of audit, watch and runbooks", () => {
    const pages = ["audit.md", "watch.md", ...RUNBOOKS.map((name) => `runbooks/${name}.md`)];

    for (const name of pages) {
        it(`${name} has only commands that a shell can read`, () => {
            for (const [, script = ""] of page(name).matchAll(/^```sh\n([\s\S]*?)^```$/gm)) {
                const plain = script.replace(/<[\w ]+>/g, "placeholder");
                const { status, stderr } = spawnSync("bash", ["--norc", "-n"], { input: plain });
                expect(status, `${script}\n${stderr.toString()}`).to.equal(0);
            }
        });
    }
});

describe("docs/audit.md", () => {
    it("has the commands that the program prints for an existing trail", () => {
        const commands = addSelectorCommands({
            trailArn: "arn:aws:cloudtrail:us-east-2:123456789012:trail/company",
            bucketArn: "arn:aws:s3:::tracing-demo-ci",
        });
        expect(page("audit.md")).to.contain(commands.join("\n"));
    });
});

describe("docs/watch.md", () => {
    it("says of each alarm when it goes off", () => {
        const text = page("watch.md");
        for (const { id, datapoints } of ALARMS) {
            const row = text.split("\n").find((line) => line.startsWith(`| [\`${id}\``)) ?? "";
            const at =
                datapoints.of === 1
                    ? "the first one"
                    : `${datapoints.bad} of ${datapoints.of} periods`;
            expect(row, id).to.contain(`(runbooks/${id}.md)`).and.to.contain(at);
        }
        for (const [alert, runbook] of Object.entries(ALERT_RUNBOOKS)) {
            expect(text).to.contain(`[\`${alert}\`](runbooks/${runbook}.md)`);
        }
    });

    it("has the estimate's own numbers of calls to STS", () => {
        const rows = [...page("watch.md").matchAll(/^\| (\d), (\d), (\d), (\d) +\| (.+) \|$/gm)];
        expect(rows).to.have.length(4);
        for (const [, ingester, querier, frontend, compactor, rest = ""] of rows) {
            const [instances, ...numbers] = rest.split("|").map((cell) => cell.trim());
            const calls = stsCalls({
                replicas: {
                    ingester: Number(ingester),
                    querier: Number(querier),
                    "query-frontend": Number(frontend),
                    compactor: Number(compactor),
                },
                instances: Number(instances),
            });
            const share = stsCallsLine(calls).split(", ").at(-1)?.replace(" of 600 a second", "");
            const { pods, callsPerHour, callsAtStart } = calls;
            expect(numbers).to.deep.equal([
                ...[pods, callsPerHour, callsAtStart].map(String),
                share,
            ]);
        }
    });
});

/** The filter patterns of a page, as a shell hands them to the AWS CLI. */
function patternsOf(text: string): string[] {
    return [...text.matchAll(/--filter-pattern ("(?:[^"\\]|\\.)*")/g)].map(([, quoted = ""]) =>
        execFileSync("bash", ["--norc", "-c", `printf %s ${quoted}`], {
            env: { role: ROLE, session: "arn:aws:sts::123456789012:assumed-role/r/s" },
        }).toString(),
    );
}

function aboutOtherRole(event: Record<string, unknown>): boolean {
    return !JSON.stringify(event).includes(`"${ROLE}"`);
}
