import { expect } from "chai";

import { redactDeep, secretsOf } from "../../../stacks/run/secrets.ts";
import { settingsFor } from "./context.ts";
import { play, someSettings } from "./scene.ts";

describe("the secrets of a run", () => {
    const target = { stack: "s" };
    const settings = someSettings();

    it("are what the environment names as such, of the run's and of the target's", () => {
        const env = {
            AWS_SECRET_ACCESS_KEY: "0123456789",
            PULUMI_CONFIG_PASSPHRASE: "abcd",
            PULUMI_ACCESS_TOKEN: "pul-0123456789",
            CI_JOB_TOKEN: "job-token-0123",
            EMPTY_TOKEN: "",
        };
        const more = { PULUMI_CONFIG_PASSPHRASE: "of the target" };
        const found = secretsOf({ target: { ...target, env: more }, settings, env });
        expect(found).to.have.members([
            "0123456789",
            "of the target",
            "pul-0123456789",
            "job-token-0123",
        ]);
        expect(secretsOf({ target, settings, env })).to.include("abcd");
    });

    it("are not where a secret is, nor what is too short to be one", () => {
        const env = {
            AWS_WEB_IDENTITY_TOKEN_FILE: "/var/run/secrets/token",
            PULUMI_CONFIG_PASSPHRASE_FILE: "/run/passphrase",
            TOKEN_URL: "https://token.example",
            USE_TOKEN: "true",
            PULUMI_CONFIG_PASSPHRASE: "abc",
            PATH: "/usr/bin:/bin:/sbin",
        };
        expect(secretsOf({ target, settings, env })).to.deep.equal([]);
    });

    it("are the settings' keys, whatever was configured as a secret, and a kubeconfig's credentials", () => {
        const own = settingsFor({ cluster: "https://c" }, {}, { token: "session", profile: "p" });
        const found = secretsOf({ target, settings: own, env: {} });
        expect(found).to.have.members(["the-secret-key-of-the-test", "session", "user-token"]);
        const secretKeys = ["aws:profile", "tags"];
        const marked = { ...own, secretKeys, tags: { who: "somebody", n: "1" } };
        expect(secretsOf({ target, settings: marked, env: {} }))
            .to.include.members(["p", "somebody"])
            .and.to.not.include("1");
    });

    it("go from values at any depth, and with the names that tell of one", () => {
        const value = { a: ["x hidden y", 1, null], b: { password: "p", token: "" }, sub: "me" };
        expect(redactDeep(value, ["hidden"])).to.deep.equal({
            a: ["x [redacted] y", 1, null],
            b: { password: "[redacted]", token: "[redacted]" },
            sub: "me",
        });
    });

    it("are in nothing that a run tells", async () => {
        const secret = "correct horse";
        const told: unknown[] = [];
        const say = (...words: unknown[]) => told.push(words);
        const { report } = await play({
            options: {
                env: { PULUMI_CONFIG_PASSPHRASE: secret },
                listener: { started: say, progress: say, ended: say, event: say },
            },
            actions: {
                up: (context) => {
                    context.progress(`using ${secret}`);
                    const about = { urn: "u", type: "t", name: "n", message: secret };
                    context.event({ kind: "message", severity: "info", ...about });
                    const findings = [{ name: "f", status: "warning" as const, found: secret }];
                    const facts = { outputs: { said: [secret] } };
                    return Promise.resolve({ detail: secret, findings, facts });
                },
                wait: () => Promise.reject(new Error(`no ${secret}`)),
                "leak-check": () =>
                    Promise.resolve({ detail: "", facts: { leftovers: [`bucket ${secret}`] } }),
            },
        });
        expect(JSON.stringify(told)).to.contain("using [redacted]").and.to.not.contain(secret);
        expect(JSON.stringify(report)).to.contain("no [redacted]").and.to.not.contain(secret);
    });
});
