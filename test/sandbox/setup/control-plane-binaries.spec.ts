import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { ensureControlPlane } from "../../../sandbox/setup/control-plane-binaries.ts";
import { controlPlaneSource } from "../../../sandbox/setup/control-plane-source.ts";
import type { ControlPlaneSource } from "../../../sandbox/setup/control-plane-source.ts";
import { SetupProblem } from "../../../sandbox/setup/setup-problem.ts";
import { fakeGo } from "./fake-go.ts";
import { cutShort, silent, stalling, startReleaseServer, whole } from "./release-server.ts";
import type { Answer, ReleaseServer } from "./release-server.ts";
import { rejection, scratchFolder, shellScript } from "./scratch.ts";

const ARCHITECTURE = process.arch === "arm64" ? "arm64" : "amd64";

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

    function ensure(goCandidates: readonly string[] = []) {
        const url = server?.url ?? "http://127.0.0.1:1";
        return ensureControlPlane((line) => said.push(line), {
            root: join(scratch(), "cache"),
            env: {},
            release: { sites: { kubernetes: url, etcd: url }, idleMs: 200, platform: "linux" },
            build: { goCandidates },
        });
    }

    const go = () => fakeGo(scratch());
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
