import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";

import { buildControlPlane } from "../../../sandbox/setup/control-plane-build.ts";
import { controlPlaneSource } from "../../../sandbox/setup/control-plane-source.ts";
import type { ControlPlaneSource } from "../../../sandbox/setup/control-plane-source.ts";
import { eventually, runs } from "./child.ts";
import { fakeGo, recordOf } from "./fake-go.ts";
import { rejection, scratchFolder, shellScript } from "./scratch.ts";

describe("a build of the control plane", () => {
    const scratch = scratchFolder();
    let source: ControlPlaneSource;
    before(async () => {
        source = await controlPlaneSource();
    });

    function build(go: string, signal?: AbortSignal): Promise<void> {
        mkdirSync(join(scratch(), "out"));
        return buildControlPlane(source, join(scratch(), "out"), { goCandidates: [go], signal });
    }

    it("is made from the committed sums only, statically, whatever Go settings the user has", async () => {
        const before = { GOFLAGS: "-mod=mod -tags=x", GOWORK: "/w/go.work", GOARCH: "wasm" };
        const saved = { ...process.env };
        Object.assign(process.env, before, { GOPROXY: "https://proxy.example" });
        try {
            await build(await fakeGo(scratch()));
        } finally {
            for (const name of [...Object.keys(before), "GOPROXY"]) {
                if (saved[name] === undefined) Reflect.deleteProperty(process.env, name);
                else process.env[name] = saved[name];
            }
        }
        const record = readFileSync(recordOf(scratch()), "utf8").split("\n");
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

    it("fails with what Go said last, in one line", async () => {
        const failing = await shellScript(
            join(scratch(), "go"),
            'if [ "$1" = env ]; then echo go1.26.8; exit; fi; echo k8s.io/api >&2; echo "go: no such module: x" >&2; exit 1',
        );
        const { message } = await rejection(build(failing));
        expect(message).to.contain("go build (Go 1.26.8) ended with code 1: go: no such module: x");
    });

    it("stops, compilers included, when it is not wanted any more", async () => {
        const pidFile = join(scratch(), "pid");
        const slow = await shellScript(
            join(scratch(), "go"),
            `if [ "$1" = env ]; then echo go1.26.8; exit; fi; sleep 300 & echo $! > ${pidFile}; wait`,
        );
        const stop = new AbortController();
        const building = build(slow, stop.signal);
        void building.catch(() => undefined);
        await eventually(
            "a compiler",
            () => existsSync(pidFile) && readFileSync(pidFile, "utf8") !== "",
        );
        stop.abort(new Error("enough"));
        expect((await rejection(building)).message).to.equal("enough");
        const pid = Number(readFileSync(pidFile, "utf8"));
        await eventually("no compiler", () => !runs(pid));
    });
});
