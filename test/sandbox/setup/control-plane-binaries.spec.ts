import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { ensureControlPlane } from "../../../sandbox/setup/control-plane-binaries.ts";
import { controlPlaneSource } from "../../../sandbox/setup/control-plane-source.ts";
import type { ControlPlaneSource } from "../../../sandbox/setup/control-plane-source.ts";
import { SetupProblem } from "../../../sandbox/setup/setup-problem.ts";
import { eventually, runs } from "./child.ts";
import { cutShort, silent, stalling, startReleaseServer, whole } from "./release-server.ts";
import type { Answer, ReleaseServer } from "./release-server.ts";
import { rejection, scratchFolder, shellScript } from "./scratch.ts";

const ARCHITECTURE = process.arch === "arm64" ? "arm64" : "amd64";

/** Answers `go env GOVERSION`, writes down how it is asked to build, and makes three programs. */
const GO = `
if [ "$1" = env ]; then echo go1.26.8; exit; fi
out=
previous=
for argument; do
    if [ "$previous" = -o ]; then out=$argument; fi
    previous=$argument
done
{ env | grep -E '^(GO|CGO_)'; pwd; for argument; do echo "argument $argument"; done; } > "$RECORD"
echo "k8s.io/apimachinery/pkg/types" >&2
for name in server kube-apiserver kube-controller-manager; do echo "built $name" > "$out$name"; done
`;

describe("the control plane's programs", () => {
    const scratch = scratchFolder();
    let source: ControlPlaneSource;
    let server: ReleaseServer | undefined;
    const said: string[] = [];
    before(async () => {
        source = await controlPlaneSource();
    });
    beforeEach(() => said.splice(0));
    afterEach(async () => {
        await server?.close();
        server = undefined;
    });

    async function release(changes: Readonly<Record<string, Answer>> = {}): Promise<void> {
        const name = `etcd-${source.etcd}-linux-${ARCHITECTURE}`;
        await mkdir(join(scratch(), "release", name), { recursive: true });
        await writeFile(join(scratch(), "release", name, "etcd"), "released etcd");
        const archive = execFileSync("tar", ["-cz", name], { cwd: join(scratch(), "release") });
        const kubernetes = `/${source.kubernetes}/bin/linux/${ARCHITECTURE}`;
        const etcd = `/${source.etcd}`;
        server = await startReleaseServer({
            [`${kubernetes}/kube-apiserver`]: whole("released apiserver"),
            [`${kubernetes}/kube-apiserver.sha256`]: whole(sum("released apiserver")),
            [`${kubernetes}/kube-controller-manager`]: whole("released manager"),
            [`${kubernetes}/kube-controller-manager.sha256`]: whole(`${sum("released manager")}\n`),
            [`${etcd}/${name}.tar.gz`]: whole(archive),
            [`${etcd}/SHA256SUMS`]: whole(
                `${sum("x")}  etcd-${source.etcd}-linux-ppc64le.tar.gz\n${sum(archive)}  ${name}.tar.gz\n`,
            ),
            ...Object.fromEntries(
                Object.entries(changes).map(([path, answer]) => [
                    path.startsWith("etcd:") ? etcd + path.slice(5) : kubernetes + path,
                    answer,
                ]),
            ),
        });
    }

    function ensure(goCandidates: readonly string[] = [], options: { signal?: AbortSignal } = {}) {
        const url = server?.url ?? "http://127.0.0.1:1";
        return ensureControlPlane((line) => said.push(line), {
            root: join(scratch(), "cache"),
            env: {},
            release: { sites: { kubernetes: url, etcd: url }, idleMs: 200, platform: "linux" },
            build: { goCandidates },
            ...options,
        });
    }

    async function go(): Promise<string> {
        const record = join(scratch(), "record");
        return shellScript(join(scratch(), "go"), GO.replace("$RECORD", record));
    }

    const cached = () => readdirSync(join(scratch(), "cache"));

    it("are pinned to versions that the module names", () => {
        expect(source.kubernetes).to.match(/^v1\.(3[6-9]|[4-9]\d)\.\d+$/);
        expect(source.etcd).to.match(/^v3\.\d+\.\d+$/);
        expect(source.go).to.match(/^1\.\d+/);
    });

    it("come from the folder that the variable names, whatever else there is", async () => {
        for (const name of ["etcd", "kube-apiserver", "kube-controller-manager"]) {
            await shellScript(join(scratch(), name), "exit");
        }
        const env = { TEMPO_STS_CONTROL_PLANE: scratch() };
        expect(await ensureControlPlane(undefined, { env })).to.deep.equal({
            etcd: join(scratch(), "etcd"),
            kubeApiserver: join(scratch(), "kube-apiserver"),
            kubeControllerManager: join(scratch(), "kube-controller-manager"),
        });
    });

    it("fail with the names of those that the folder does not have, or not as programs", async () => {
        await shellScript(join(scratch(), "kube-apiserver"), "exit");
        await writeFile(join(scratch(), "etcd"), "not executable");
        const env = { TEMPO_STS_CONTROL_PLANE: scratch() };
        const reason = await rejection(ensureControlPlane(undefined, { env }));
        expect(reason).to.be.instanceOf(SetupProblem);
        expect(reason.message).to.contain("found no etcd, no kube-controller-manager:");
    });

    it("come from the release, each with its checksum, and only once", async () => {
        await release();
        const binaries = await ensure();
        expect(readFileSync(binaries.etcd, "utf8")).to.equal("released etcd");
        expect(readFileSync(binaries.kubeApiserver, "utf8")).to.equal("released apiserver");
        expect(readFileSync(binaries.kubeControllerManager, "utf8")).to.equal("released manager");
        const asked = server?.asked.length;
        expect(asked).to.equal(6);
        expect(await ensure()).to.deep.equal(binaries);
        expect(server?.asked.length).to.equal(asked);
        expect(said[0]).to.contain(`downloading Kubernetes ${source.kubernetes}`);
    });

    const bad: { what: string; says: string; answers: Readonly<Record<string, Answer>> }[] = [
        {
            what: "the checksum is another",
            says: "to have SHA-256",
            answers: { "/kube-apiserver.sha256": whole(sum("something else")) },
        },
        {
            what: "there is no checksum",
            says: "expected a SHA-256 in",
            answers: { "/kube-apiserver.sha256": whole("<html>sign in</html>") },
        },
        {
            what: "etcd is not in the sums",
            says: "expected a SHA-256 in the line of etcd-",
            answers: { "etcd:/SHA256SUMS": whole(`${sum("x")}  etcd-other.tar.gz\n`) },
        },
        {
            what: "a program is not there",
            says: "got status 404",
            answers: {
                "/kube-controller-manager": (response) => {
                    response.writeHead(404).end();
                },
            },
        },
        {
            what: "a program is cut short",
            says: "ended after",
            answers: { "/kube-apiserver": cutShort("released apiserver") },
        },
        {
            what: "the site says nothing",
            says: "sent nothing for 0.2 s",
            answers: { "/kube-apiserver.sha256": silent },
        },
        {
            what: "the site stops in the middle",
            says: "ended after",
            answers: { "/kube-controller-manager": stalling("released manager") },
        },
    ];
    for (const { what, says, answers } of bad) {
        it(`are built when ${what}`, async () => {
            await release(answers);
            const binaries = await ensure([await go()]);
            expect(readFileSync(binaries.etcd, "utf8")).to.equal("built server\n");
            expect(readFileSync(binaries.kubeApiserver, "utf8")).to.equal("built kube-apiserver\n");
            const line = said.find((text) => text.startsWith("no download"));
            expect(line).to.contain(says).and.to.contain("building with Go instead");
        });
    }

    it("fail in one line when there is neither a download nor a Go, and leave no folder", async () => {
        const reason = await rejection(ensure(["no-such-go"]));
        expect(reason).to.be.instanceOf(SetupProblem);
        expect(reason.message).to.contain("ECONNREFUSED");
        expect(reason.message).to.contain("a build needs Go 1.21.0 or later");
        expect(reason.message).to.contain("TEMPO_STS_CONTROL_PLANE").and.not.to.contain("\n");
        expect(cached()).to.deep.equal([]);
    });

    it("are built from the committed sums only, statically, whatever Go settings the user has", async () => {
        const before = { GOFLAGS: "-mod=mod -tags=x", GOWORK: "/w/go.work", GOARCH: "wasm" };
        const saved = { ...process.env };
        Object.assign(process.env, before, { GOPROXY: "https://proxy.example" });
        try {
            await ensure([await go()]);
        } finally {
            for (const name of [...Object.keys(before), "GOPROXY"]) {
                if (saved[name] === undefined) Reflect.deleteProperty(process.env, name);
                else process.env[name] = saved[name];
            }
        }
        const record = readFileSync(join(scratch(), "record"), "utf8").split("\n");
        expect(record).to.include.members([
            "GOFLAGS=-mod=readonly",
            "GOWORK=off",
            "CGO_ENABLED=0",
            "GOTOOLCHAIN=local",
            "GOPROXY=https://proxy.example",
            source.folder,
            "argument -mod=readonly",
            "argument -trimpath",
            "argument go.etcd.io/etcd/server/v3",
            "argument k8s.io/kubernetes/cmd/kube-apiserver",
            "argument k8s.io/kubernetes/cmd/kube-controller-manager",
        ]);
        const linked = record.find((line) => line.startsWith("argument -ldflags="));
        expect(linked).to.contain("-s -w -X k8s.io/component-base/version.gitVersion=v1.");
        expect(linked)
            .to.contain("version.gitMajor=1 ")
            .and.to.match(/gitMinor=\d+ /);
        expect(record.join("\n")).not.to.contain("GOARCH=wasm");
    });

    it("fail with what Go said last, in one line", async () => {
        const failing = await shellScript(
            join(scratch(), "go"),
            'if [ "$1" = env ]; then echo go1.26.8; exit; fi; echo k8s.io/api >&2; echo "go: no such module: x" >&2; exit 1',
        );
        const { message } = await rejection(ensure([failing]));
        expect(message).to.contain("go build (Go 1.26.8) ended with code 1: go: no such module: x");
        expect(cached()).to.deep.equal([]);
    });

    it("stop building, compilers included, when they are not wanted any more", async () => {
        const pidFile = join(scratch(), "pid");
        const slow = await shellScript(
            join(scratch(), "go"),
            `if [ "$1" = env ]; then echo go1.26.8; exit; fi; sleep 300 & echo $! > ${pidFile}; wait`,
        );
        const stop = new AbortController();
        const building = ensure([slow], { signal: stop.signal });
        void building.catch(() => undefined);
        await eventually(
            "a compiler",
            () => existsSync(pidFile) && readFileSync(pidFile, "utf8") !== "",
        );
        stop.abort(new Error("enough"));
        expect((await rejection(building)).message).to.equal("enough");
        const pid = Number(readFileSync(pidFile, "utf8"));
        await eventually("no compiler", () => !runs(pid));
        expect(cached()).to.deep.equal([]);
    });

    it("are the real ones, built or downloaded now when this computer has none", async function () {
        this.timeout(20 * 60_000);
        const lines: string[] = [];
        const binaries = await ensureControlPlane((line) => {
            lines.push(line);
            process.stderr.write(`      ${line}\n`);
        });
        if (lines.length === 0) {
            process.stderr.write(
                "      (in the cache already, from the same go.sum: nothing is built in this run)\n",
            );
        }
        const version = (program: string) =>
            execFileSync(program, ["--version"], { encoding: "utf8" });
        expect(version(binaries.kubeApiserver)).to.equal(`Kubernetes ${source.kubernetes}\n`);
        expect(version(binaries.kubeControllerManager)).to.equal(
            `Kubernetes ${source.kubernetes}\n`,
        );
        expect(version(binaries.etcd)).to.contain(`etcd Version: ${source.etcd.slice(1)}`);
        await rm(join(scratch(), "cache"), { recursive: true, force: true });
    });
});

function sum(content: string | Buffer): string {
    return createHash("sha256").update(content).digest("hex");
}
