import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { FIX_CHOICES } from "../../../cli/commands/doctor.ts";
import { run } from "../../../cli/program.ts";
import type { Rooms } from "../../../cli/rooms.ts";
import { doctorVerb, type DoctorFlags } from "../../../cli/verbs/doctor.ts";
import type { Diagnosis } from "../../../doctor/diagnose.ts";
import type { FactTools } from "../../../doctor/facts.ts";
import { FIX_NAMES } from "../../../doctor/fixes.ts";
import { BROKEN, clusterWith, COMMAND, HELD, UNKNOWN } from "../../support/diagnoses.ts";
import { fakeIo } from "../../support/fake-io.ts";
import { fakeRooms } from "../../support/fake-rooms.ts";

const NAMED = ["doctor", "--namespace", "ns", "--name", "t"];

describe("the verb doctor", () => {
    it("ends with 0 where the chain holds, 5 where it is broken, 3 where it could not be checked", async () => {
        for (const [seen, code] of [
            [HELD, 0],
            [BROKEN, 5],
            [UNKNOWN, 3],
        ] as const) {
            expect((await called(NAMED, { seen })).code).to.equal(code);
        }
    });

    it("tells the one cause and its remedy first, then the chain, each link with its mark", async () => {
        const { stdout, stderr } = await called(NAMED, { seen: BROKEN });
        expect(stdout.split("\n")).to.deep.equal([
            "✘ Trust policy: The trust policy does not let tempo-t in.",
            "  Give the role this policy.",
            `    ${COMMAND}`,
            "  or: tempo-sts doctor … --fix restart-pods",
            "  see docs/troubleshooting/trust-wildcard.md",
            "",
            "The chain of tempostack ns/t:",
            "  ✔ IAM role",
            "  ✘ Trust policy  The trust policy does not let tempo-t in.",
            "  – Handshake     not judged: Trust policy before it",
            "",
        ]);
        expect(stderr).not.to.include("tempo-sts: ");
    });

    it("shows the evidence with --verbose only, and of a token no more than whose it is", async () => {
        const plain = await called(NAMED, { seen: BROKEN });
        expect(plain.stdout).not.to.include("found a star");
        const { stdout } = await called([...NAMED, "--verbose"], { seen: BROKEN });
        expect(stdout).to.include("arn:aws:iam::1:role/x");
        expect(stdout.replace(/\s+/g, " ")).to.include(
            "found a star; the token was [token of system:serviceaccount:a:b]",
        );
        expect(stdout).not.to.include("eyJ");
    });

    it("says what could not be checked, and why, and does not say that the chain holds", async () => {
        const { stdout } = await called(NAMED, { seen: UNKNOWN });
        expect(stdout).to.match(/^– Nothing broken was found, but a link could not be checked/);
        expect(stdout).to.include("could not check, because S3 is throttled");
        expect(stdout).not.to.include("holds");
    });

    it("gives one object of its own schema, without a token in it", async () => {
        const { stdout } = await called([...NAMED, "--json"], { seen: BROKEN });
        const object = JSON.parse(stdout) as Record<string, unknown>;
        expect(object).to.include({ schema: "tempo-sts/doctor/v1", verb: "doctor", exitCode: 5 });
        expect(object).to.have.nested.property("cause.cause", "trust-wildcard");
        expect(object).to.have.nested.property("links[1].verdict.state", "broken");
        expect(stdout).not.to.include("eyJ");
    });

    it("writes a page with the chain drawn, which loads nothing and shows no token", async () => {
        const folder = mkdtempSync(join(tmpdir(), "doctor-"));
        try {
            const html = join(folder, "doctor.html");
            await called([...NAMED, "--html", html], { seen: BROKEN });
            const page = readFileSync(html, "utf8");
            expect(page).to.match(/^<!doctype html>[^]*<svg [^]*Trust policy[^]*<\/html>\n$/);
            expect(page).to.include("not judged: Trust policy before it");
            expect(page).not.to.match(/eyJ|<script|src=/);
        } finally {
            rmSync(folder, { recursive: true });
        }
    });

    it("takes the only Tempo of a namespace, and asks which where there are several or none", async () => {
        const only = await called(["doctor", "--namespace", "ns"], { names: ["t"], seen: HELD });
        expect(only.tools?.subject).to.deep.equal({
            kind: "tempostack",
            namespace: "ns",
            name: "t",
        });
        const two = await called(["doctor", "--namespace", "ns"], {
            names: ["t", "u"],
            seen: HELD,
        });
        expect([two.code, two.stderr]).to.deep.equal([
            2,
            "tempo-sts: Expected one tempostack in namespace ns, found t, u. Say which: --name <name>.\n",
        ]);
        const none = await called(["doctor", "--namespace", "ns"], { seen: HELD });
        expect(none.stderr).to.include("found none").and.include("--kind <kind>");
    });

    it("takes namespace, name and Region from a stack's settings, and what options say instead", async () => {
        const { tools } = await called(["doctor", "--stack", "dev"], { seen: HELD });
        expect(tools?.subject).to.deep.equal({
            ...{ kind: "tempostack", namespace: "tracing", name: "tmstack" },
        });
        expect(tools?.aws.region).to.be.a("string");
        const other = await called(["doctor", "--stack", "dev", "--name", "x", "--probe"], {
            seen: HELD,
        });
        expect([other.tools?.subject.name, other.tools?.probe]).to.deep.equal(["x", true]);
    });

    it("refuses to guess where nothing says which Tempo", async () => {
        const { code, stderr } = await called(["doctor"], { seen: HELD });
        expect(code).to.equal(2);
        expect(stderr).to.include("--namespace <name>");
        expect((await called(["doctor", "wach"], { seen: HELD })).code).to.equal(2);
    });

    it("follows with `watch`, and ends before --timeout does, so that it can still tell", async () => {
        let seconds = 0;
        const follow: Rooms["follow"] = (_tools, { timeoutSeconds }) => {
            seconds = timeoutSeconds;
            return Promise.resolve({ diagnosis: BROKEN, ended: "time" });
        };
        const argv = ["doctor", "watch", ...NAMED.slice(1), "--timeout", "10m"];
        expect((await called(argv, { rooms: { follow } })).code).to.equal(5);
        expect(seconds).to.equal(598);
    });

    it("offers just the remedies that there are", () => {
        expect(FIX_CHOICES).to.deep.equal(FIX_NAMES);
    });
});

describe("doctor --fix", () => {
    const flags: DoctorFlags = {
        ...{ config: [], lockWait: 0, color: false, quiet: true, kind: "tempostack" },
        ...{ namespace: "ns", name: "t", fix: "restart-pods" },
    };

    it("does the remedy after a yes, and nothing after a no", async () => {
        expect(await fixed(flags, { answer: true })).to.deep.include({ ended: "proof", done: 1 });
        const no = await fixed(flags, { answer: false });
        expect(no).to.deep.include({ ended: "interrupted", done: 0, asked: ["Do it?"] });
    });

    it("asks nothing with --yes", async () => {
        const { done, asked } = await fixed({ ...flags, yes: true }, {});
        expect([done, asked]).to.deep.equal([1, []]);
    });

    it("does nothing where nobody can be asked, and says what it would do", async () => {
        const { ended, done, stderr } = await fixed(flags, { terminal: false });
        expect([ended, done]).to.deep.equal(["settings", 0]);
        expect(stderr).to.include("Add --yes. It would do: Do it?");
    });

    it("does nothing that mends none of what was found", async () => {
        const { done, stderr } = await fixed({ ...flags, fix: "add-audience", yes: true }, {});
        expect(done).to.equal(0);
        expect(stderr).to.include("found only such for: restart-pods");
    });

    async function fixed(
        given: DoctorFlags,
        { answer, terminal = true }: { answer?: boolean; terminal?: boolean },
    ) {
        const io = fakeIo(terminal ? { columns: 80, stdin: true } : {});
        const asked: string[] = [];
        let done = 0;
        const rooms = fakeRooms({
            connectCluster: () => Promise.resolve(clusterWith([])),
            examine: () => Promise.resolve(BROKEN),
            prepareFix: () =>
                Promise.resolve({
                    question: "Do it?",
                    apply: () => Promise.resolve(`done ${(done += 1)}`),
                }),
        });
        const never = () => Promise.reject(new TypeError("nobody asks for this"));
        const ended = await doctorVerb(undefined, given, io, rooms, {
            text: never,
            choose: never,
            confirm: (message) => {
                asked.push(message);
                return answer === undefined ? never() : Promise.resolve(answer);
            },
        });
        return { ended, done, asked, stderr: io.printed.stderr };
    }
});

async function called(
    argv: readonly string[],
    given: { seen?: Diagnosis; names?: readonly string[]; rooms?: Partial<Rooms> },
) {
    const io = fakeIo();
    let tools: FactTools | undefined;
    const rooms = fakeRooms({
        connectCluster: () => Promise.resolve(clusterWith(given.names ?? [])),
        examine: (used) => {
            tools = used;
            return given.seen === undefined
                ? Promise.reject(new TypeError("nobody looks"))
                : Promise.resolve(given.seen);
        },
        ...given.rooms,
    });
    const code = await run([...argv, "--quiet"], io, rooms);
    return { code, tools, ...io.printed };
}
