import { chmod, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { startRealOperator } from "../../../sandbox/operator/real-operator.ts";
import { failureOf } from "./failure.ts";

/** Programs that are none; a real one is asked in comparison/, where TEMPO_STS_OPERATOR names it. */
describe("starting a real operator", () => {
    let dir: string;
    let kubeconfig: string;

    beforeEach(async () => {
        dir = await mkdtemp(join(tmpdir(), "tempo-sts-real-"));
        kubeconfig = join(dir, "kubeconfig");
        const contexts = ["one", "two"].map((name) => ({
            name,
            context: { cluster: "c", user: "u" },
        }));
        const config = {
            apiVersion: "v1",
            kind: "Config",
            "current-context": "one",
            clusters: [{ name: "c", cluster: { server: "https://127.0.0.1:1" } }],
            users: [{ name: "u", user: { token: "secret-of-this-test" } }],
            contexts,
        };
        await writeFile(kubeconfig, JSON.stringify(config));
    });

    afterEach(async () => {
        await rm(dir, { recursive: true, force: true });
    });

    const foldersOfOperators = async (): Promise<readonly string[]> =>
        (await readdir(tmpdir())).filter((name) => name.startsWith("tempo-sts-operator-"));
    const program = async (text: string): Promise<string> => {
        const path = join(dir, "program");
        await writeFile(path, `#!/bin/sh\n${text}\n`);
        await chmod(path, 0o755);
        return path;
    };

    it("fails, and leaves nothing behind, when there is no program", async () => {
        const before = await foldersOfOperators();
        const error = await failureOf(
            startRealOperator({ kubeconfig, binary: "/nowhere/program" }),
        );
        expect(error.message).to.contain("ended with code 127").and.to.contain("/nowhere/program");
        expect(await foldersOfOperators()).to.deep.equal(before);
    });

    it("fails with the end of its log when the program ends", async () => {
        const binary = await program('echo "no such luck" >&2; exit 3');
        const error = await failureOf(startRealOperator({ kubeconfig, binary }));
        expect(error.message).to.contain("ended with code 3").and.to.contain("no such luck");
        expect(error.message).not.to.contain("secret-of-this-test");
    });

    it("gives up, and ends the program, where its caller does", async () => {
        const binary = await program("sleep 600");
        const caller = new AbortController();
        const work = failureOf(startRealOperator({ kubeconfig, binary, signal: caller.signal }));
        setTimeout(() => {
            caller.abort(new Error("not wanted any more"));
        }, 300);
        expect((await work).message).to.equal("not wanted any more");
    });

    it("tells the program everything by its environment, and nothing of this process's own", async () => {
        process.env["TEMPO_STS_TEST_SECRET"] = "leaked";
        try {
            const binary = await program(
                [
                    'ls "$TMPDIR/k8s-webhook-server/serving-certs"',
                    'echo "$1 $DISTRIBUTION $LEADER_ELECTION_ENABLED leak=$TEMPO_STS_TEST_SECRET"',
                    'echo "gates=$FEATURE_GATES"',
                    'grep -o "current-context[^,]*" "$KUBECONFIG"; exit 1',
                ].join("\n"),
            );
            const error = await failureOf(
                startRealOperator({
                    kubeconfig,
                    context: "two",
                    binary,
                    distribution: "openshift",
                }),
            );
            expect(error.message).to.contain("tls.crt\ntls.key\nstart openshift false leak=\n");
            expect(error.message).to.contain(
                "gates=openshift.route,openshift.servingCertsService,openshift.oauthProxy,openshift.noAuthWarning\n",
            );
            expect(error.message).to.match(/current-context":"two"/u);
        } finally {
            delete process.env["TEMPO_STS_TEST_SECRET"];
        }
    });
});
