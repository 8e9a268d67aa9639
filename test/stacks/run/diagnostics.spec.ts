import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import fc from "fast-check";

import { collectDiagnostics } from "../../../stacks/run/diagnostics/collect.ts";
import { writeReport } from "../../../stacks/run/diagnostics/run-report.ts";
import type { DiagnosticsRequest } from "../../../stacks/run/options.ts";
import { SYSTEM_CLOCK } from "../../../stacks/waiting/clock.ts";
import {
    localServer,
    type LocalServer,
    type Received,
    type Reply,
} from "../support/local-server.ts";
import { play } from "./scene.ts";
import { settingsFor } from "./context.ts";

const TEMPO = {
    metadata: { generation: 2 },
    spec: { storage: { secret: { name: "aws-sts" } } },
    status: { conditions: [{ type: "Pending" }] },
};
const STATUS = [
    {
        name: "tempo",
        restartCount: 2,
        state: { waiting: { reason: "CrashLoopBackOff" } },
        lastState: { terminated: { exitCode: 1, reason: "Error" } },
    },
];
const POD = {
    metadata: { name: "tempo-t-ingester-0" },
    spec: { containers: [{ name: "tempo" }], serviceAccountName: "tempo-t" },
    status: { phase: "Running", containerStatuses: STATUS },
};
const EVENT = {
    lastTimestamp: "2026-11-24T10:00:00Z",
    type: "Warning",
    reason: "BackOff",
    count: 3,
    message: "Back-off\nrestarting",
    involvedObject: { kind: "Pod", name: "p" },
};

/** A cluster of one server, which a test lets refuse what it wants. */
describe("the diagnostics", () => {
    let server: LocalServer;
    let dir: string;
    let answers: (request: Received) => Reply | undefined;

    before(async () => {
        server = await localServer((request) => answers(request) ?? goodCluster(request));
    });
    after(async () => server.stop());
    beforeEach(async () => {
        answers = () => undefined;
        server.received.length = 0;
        dir = await mkdtemp(join(tmpdir(), "tempo-sts-diagnostics-"));
    });
    afterEach(async () => rm(dir, { recursive: true, force: true }));

    function goodCluster({ url }: Received): Reply {
        if (url.includes("/tempostacks/")) return { status: 200, body: TEMPO };
        if (url.includes("/events")) return { status: 200, body: { items: [EVENT] } };
        if (url.includes("/log?")) {
            return { status: 200, body: url.includes("previous=true") ? "before\n" : "now\n" };
        }
        return { status: 200, body: { items: [POD] } };
    }

    async function collect(more: Partial<DiagnosticsRequest> = {}) {
        const path = await collectDiagnostics({
            ...{ dir, stack: "org/my stack", runId: "../4711", secrets: [], env: {} },
            settings: settingsFor({ cluster: server.url }),
            facts: { plan: { changes: { create: 3 } } },
            signal: AbortSignal.timeout(30_000),
            clock: SYSTEM_CLOCK,
            progress: () => undefined,
            ...more,
        });
        return { path, files: await filesIn(path) };
    }

    it("hold conditions, events, pods, plan and the logs of both containers, and no problem", async () => {
        const { path, files } = await collect();
        expect(path).to.equal(join(dir, "org-my-stack--4711"));
        expect([...files.keys()].toSorted()).to.deep.equal([
            "events.txt",
            "logs/tempo-t-ingester-0-tempo-previous.log",
            "logs/tempo-t-ingester-0-tempo.log",
            "plan.json",
            "pods.txt",
            "tempo-stack.json",
        ]);
        expect(files.get("events.txt")).to.equal(
            "2026-11-24T10:00:00Z Warning Pod/p BackOff: Back-off restarting (3 times)\n",
        );
        expect(files.get("pods.txt")).to.equal(
            "tempo-t-ingester-0: Running, on no node, service account tempo-t\n" +
                "  was given no web identity token\n" +
                "  tempo: waiting CrashLoopBackOff, 2 restarts, before: terminated Error exit code 1\n",
        );
        expect(files.get("logs/tempo-t-ingester-0-tempo-previous.log")).to.equal("before\n");
        expect(files.get("tempo-stack.json")).to.contain('"type": "Pending"');
        expect(files.get("plan.json")).to.contain('"create": 3');
    });

    it("ask for nothing of a Secret, for the last 500 lines, and are readable by nobody else", async () => {
        const { path } = await collect();
        const asked = server.received.map(({ url }) => url);
        expect(asked.filter((url) => url.includes("secrets"))).to.deep.equal([]);
        const logs = asked.filter((url) => url.includes("/log?"));
        expect(logs).to.have.lengthOf(2);
        for (const url of logs) expect(url).to.contain("tailLines=500&limitBytes=");
        expect((await stat(path)).mode & 0o077).to.equal(0);
        expect((await stat(join(path, "pods.txt"))).mode & 0o077).to.equal(0);
    });

    it("hold what may be read, and a line for whatever may not", async () => {
        answers = ({ url }) =>
            url.includes("/events") || url.includes("/log?")
                ? { status: 403, body: { message: "you may not" } }
                : undefined;
        const { files } = await collect({ facts: {} });
        expect([...files.keys()].toSorted()).to.deep.equal([
            "pods.txt",
            "problems.txt",
            "tempo-stack.json",
        ]);
        expect(files.get("problems.txt")?.trimEnd().split("\n").toSorted()).to.deep.equal([
            "events.txt: status 403: you may not",
            "logs/tempo-t-ingester-0-tempo-previous.log: status 403 you may not",
            "logs/tempo-t-ingester-0-tempo.log: status 403 you may not",
            "plan.json: there was no preview in this run",
        ]);
    });

    it("say so where the cluster is gone, or there is none", async () => {
        const settings = settingsFor({ cluster: "http://127.0.0.1:1" });
        const gone = await collect({ settings });
        expect(gone.files.get("problems.txt")).to.match(
            /pods\.txt: The cluster's API .* gave no answer/,
        );
        const none = settingsFor({ cluster: "" }, { kubernetes: { kubeconfig: "/none/there" } });
        const nowhere = await collect({ settings: none });
        expect(nowhere.files.get("problems.txt")).to.match(/^everything of the cluster: /);
    });

    it("keep of a log that was cut off no half line, and of one that is too long its end", async () => {
        const line = `${"x".repeat(99)}\n`;
        answers = ({ url }) =>
            url.includes("/log?") ? { status: 200, body: `${line.repeat(10_000)}half` } : undefined;
        const { files } = await collect();
        expect(files.get("logs/tempo-t-ingester-0-tempo.log")).to.equal(line.repeat(10_000));
        const big = {
            status: 200,
            body: { items: [{ ...EVENT, message: "y".repeat(2_500_000) }] },
        };
        answers = ({ url }) => (url.includes("/events") ? big : undefined);
        const cut = await collect();
        expect(cut.files.get("events.txt")).to.have.lengthOf(2_000_001);
        expect(cut.files.get("problems.txt")).to.match(
            /events\.txt: only its last 2000000 of 25000\d\d characters/,
        );
    });

    it("stop where their time is up", async () => {
        answers = ({ url }) => (url.includes("/log?") ? { status: 200, body: "x" } : undefined);
        const { files } = await collect({ signal: AbortSignal.abort(new Error("time is up")) });
        expect(files.get("problems.txt")).to.contain("pods.txt: time is up");
    });

    it("hold no secret that was given, wherever it stands", async function () {
        this.timeout(30_000);
        const secret = fc.oneof(
            fc.string({ minLength: 3, maxLength: 40 }),
            fc.base64String({ minLength: 8, maxLength: 60 }),
        );
        const { report } = await play({});
        await fc.assert(
            fc.asyncProperty(secret, async (given) => {
                const place = `a ${given} b`;
                answers = ({ url }) => {
                    if (url.includes("/log?")) return { status: 200, body: `${place}\n` };
                    if (url.includes("/events"))
                        return { status: 200, body: { items: [{ ...EVENT, message: place }] } };
                    return url.includes("/tempostacks/")
                        ? { status: 200, body: { spec: { env: [place] } } }
                        : undefined;
                };
                const { path } = await collect({
                    secrets: [given],
                    facts: { plan: { [`x`]: place } },
                });
                await writeReport(path, { ...report, outputs: { place } }, [given]);
                for (const [name, text] of await filesIn(path)) {
                    expect(text, name).to.not.contain(given);
                }
            }),
            { numRuns: 40 },
        );
    });
});

async function filesIn(path: string): Promise<Map<string, string>> {
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    const texts = files.map(async (file): Promise<[string, string]> => {
        const full = join(file.parentPath, file.name);
        return [full.slice(path.length + 1), await readFile(full, "utf8")];
    });
    return new Map(await Promise.all(texts));
}
