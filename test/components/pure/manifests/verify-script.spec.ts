// Runs the verify Job's script under bash, with curl and jq, against a server that answers like Tempo and Jaeger.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { expect } from "chai";

import { VERIFY_SCRIPT } from "../../../../components/pure/manifests/verify-script.ts";
import { verifyTracesJob } from "../../../../components/pure/manifests/verify-traces-job.ts";

interface Answer {
    readonly status?: number;
    readonly body: string;
}
interface Request {
    readonly path: string;
    readonly query: Record<string, string>;
}
interface Run {
    readonly code: number | null;
    readonly out: string;
    readonly err: string;
}

// Without an input: bash takes the socket that Node would give it for a remote shell, and reads the user's start file.
async function bash(env: Record<string, string>): Promise<Run> {
    const child = spawn("/bin/bash", ["-c", VERIFY_SCRIPT], {
        env: { PATH: process.env["PATH"], ...env },
        stdio: ["ignore", "pipe", "pipe"],
    });
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
    const [code] = (await once(child, "close")) as [number | null];
    return { code, out, err };
}

const traces = (count: number): Answer => ({
    body: JSON.stringify({ traces: Array(count).fill({}) }),
});
const data = (count: number): Answer => ({ body: JSON.stringify({ data: Array(count).fill({}) }) });

describe("the verify script", () => {
    let server: Server;
    let url: string;
    let requests: Request[];
    let answers: { tempo: Answer[]; jaeger: Answer[] };

    beforeEach(async () => {
        requests = [];
        server = createServer((request, response) => {
            const { pathname, searchParams } = new URL(request.url ?? "", "http://server");
            requests.push({ path: pathname, query: Object.fromEntries(searchParams) });
            const queue = pathname === "/api/search" ? answers.tempo : answers.jaeger;
            const answer = queue.length > 1 ? queue.shift() : queue[0];
            response.writeHead(answer?.status ?? 200).end(answer?.body ?? "");
        });
        server.listen(0, "127.0.0.1");
        await once(server, "listening");
        url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });

    afterEach(async () => {
        server.closeAllConnections();
        server.close();
        await once(server, "close");
    });

    async function run(overrides: Record<string, string> = {}): Promise<Run> {
        const job = verifyTracesJob({
            namespace: "ns",
            tempoName: "tmstack",
            image: "unused",
            traces: 10,
            runId: "42",
            deadlineSeconds: 1,
            jaeger: true,
        });
        const env = job.spec.template.spec.containers[0]?.env ?? [];
        return bash({
            http_proxy: "http://127.0.0.1:1",
            ...Object.fromEntries(env.map(({ name, value }) => [name, value])),
            TEMPO_URL: url,
            JAEGER_URL: url,
            POLL_SECONDS: "0",
            ...overrides,
        });
    }

    it("ends well at once when both APIs show exactly the wanted number", async () => {
        answers = { tempo: [traces(10)], jaeger: [data(10)] };
        const { code, out, err } = await run();
        expect(err).to.equal("");
        expect(code).to.equal(0);
        expect(out.split("\n").map((line) => line.replace(/^\d\d:\d\d:\d\d /, ""))).to.deep.equal([
            "Tempo: 10 of 10 traces of telemetrygen-42",
            "Jaeger: 10 of 10 traces of telemetrygen-42",
            "Found exactly 10 traces of telemetrygen-42: 10 through Tempo, 10 through Jaeger.",
            "",
        ]);
        expect(requests).to.deep.equal([
            {
                path: "/api/search",
                query: { q: '{resource.service.name="telemetrygen-42"}', limit: "20" },
            },
            { path: "/api/traces", query: { service: "telemetrygen-42", limit: "20" } },
        ]);
    });

    it("asks again while there are too few, and prints what it saw each time", async () => {
        answers = { tempo: [traces(0), traces(9), traces(10)], jaeger: [data(0), data(10)] };
        const { code, out } = await run({ DEADLINE_SECONDS: "30" });
        expect(code).to.equal(0);
        expect(out.match(/\w+: \d+ of 10/g)).to.deep.equal([
            "Tempo: 0 of 10",
            "Jaeger: 0 of 10",
            "Tempo: 9 of 10",
            "Jaeger: 10 of 10",
            "Tempo: 10 of 10",
            "Jaeger: 10 of 10",
        ]);
    });

    it("waits for Jaeger where only Tempo is complete", async () => {
        answers = { tempo: [traces(10)], jaeger: [data(9), data(9), data(10)] };
        expect((await run({ DEADLINE_SECONDS: "30" })).code).to.equal(0);
        expect(requests).to.have.lengthOf(6);
    });

    it("asks Tempo alone where Jaeger is off", async () => {
        answers = { tempo: [traces(10)], jaeger: [data(0)] };
        const { code, out } = await run({ JAEGER_URL: "" });
        expect(code).to.equal(0);
        expect(out).to.match(/: 10 through Tempo\.\n$/);
        expect(requests.map(({ path }) => path)).to.deep.equal(["/api/search"]);
    });

    it("fails at once on more traces than wanted, without waiting for the deadline", async () => {
        answers = { tempo: [traces(11)], jaeger: [data(10)] };
        const { code, err } = await run({ DEADLINE_SECONDS: "3600" });
        expect(code).to.equal(1);
        expect(err).to.equal(
            "Expected exactly 10 traces of telemetrygen-42, but found 11 through Tempo: was this run id used before?\n",
        );
        expect(requests).to.have.lengthOf(1);
    });

    it("fails at once on too many through Jaeger alone", async () => {
        answers = { tempo: [traces(9)], jaeger: [data(12)] };
        const { code, err } = await run({ DEADLINE_SECONDS: "3600" });
        expect(code).to.equal(1);
        expect(err).to.contain(
            "but found 9 through Tempo, 12 through Jaeger: was this run id used",
        );
    });

    it("fails at the deadline on too few, and says what was expected and found", async () => {
        answers = { tempo: [traces(10)], jaeger: [data(3)] };
        const { code, err } = await run({ DEADLINE_SECONDS: "3", POLL_SECONDS: "60" });
        expect(code).to.equal(1);
        expect(err).to.equal(
            "Expected exactly 10 traces of telemetrygen-42 within 3 seconds, but found 10 through Tempo, 3 through Jaeger.\n",
        );
        expect(requests.length, "asks at the start and once more at the deadline").to.be.at.least(
            4,
        );
    });

    it("takes an answer without a list for none found yet", async () => {
        answers = { tempo: [{ body: '{"metrics":{}}' }], jaeger: [{ body: '{"data":null}' }] };
        const { code, err } = await run({ DEADLINE_SECONDS: "0" });
        expect(code).to.equal(1);
        expect(err).to.contain("but found 0 through Tempo, 0 through Jaeger.");
    });

    const unusable: [string, Answer][] = [
        ["an error", { status: 500, body: '{"traces":[1,2,3,4,5,6,7,8,9,10]}' }],
        ["no JSON", { body: "<html>" }],
        ["nothing", { body: "" }],
        ["a list that is none", { body: '{"traces":10}' }],
    ];
    for (const [what, answer] of unusable) {
        it(`asks again after ${what}`, async () => {
            answers = { tempo: [answer, traces(10)], jaeger: [data(10)] };
            const { code, out } = await run({ DEADLINE_SECONDS: "30" });
            expect(code).to.equal(0);
            expect(out).to.match(/Tempo: no answer of 10 traces/);
        });
    }

    it("fails at the deadline when nobody answers at all", async () => {
        answers = { tempo: [], jaeger: [] };
        const nobody = "http://127.0.0.1:1";
        const { code, err } = await run({ TEMPO_URL: nobody, JAEGER_URL: nobody });
        expect(code).to.equal(1);
        expect(err).to.match(/curl: \(7\)/);
        expect(err).to.match(/but found no answer through Tempo, no answer through Jaeger\.\n$/);
    });

    it("fails on a variable that is missing, and names it", async () => {
        answers = { tempo: [traces(10)], jaeger: [data(10)] };
        const { code, err } = await bash({});
        expect(code).to.equal(1);
        expect(err).to.match(/WANTED: unbound variable/);
    });

    it("hands text to the APIs as it is, whatever a shell would make of it", async () => {
        answers = { tempo: [traces(10)], jaeger: [data(10)] };
        const nasty = "$(touch /tmp/x) `id` \"'\\ & ; * é";
        const { code } = await run({ SERVICE: nasty, TEMPO_QUERY: nasty });
        expect(code).to.equal(0);
        expect(requests.map(({ query }) => query["q"] ?? query["service"])).to.deep.equal([
            nasty,
            nasty,
        ]);
    });
});
