import { expect } from "chai";

import type { Diagnosis } from "../../../doctor/diagnose.ts";
import { SANDBOX_TIMEOUT_MS } from "../../support/sandbox.ts";
import { startAwsProxy, type AwsRule } from "./aws-proxy.ts";
import { makeStage } from "./make-stage.ts";
import type { Stage } from "./stage.ts";
import { sharedWorld } from "./shared-world.ts";

const XML = (code: string) => `<Error><Code>${code}</Code><Message>not now</Message></Error>`;

/** What AWS may answer to everything, beside an answer. */
const TROUBLES: Readonly<Record<string, AwsRule>> = {
    "403": () => ({ status: 403, body: XML("AccessDenied") }),
    "404 without a word": ({ method }) => (method === "HEAD" ? { status: 403 } : { status: 404 }),
    throttling: () => ({ status: 400, body: XML("ThrottlingException") }),
    "500": () => ({ status: 500, body: "" }),
    "a page": ({ method }) =>
        method === "HEAD" ? { status: 503 } : { status: 200, body: "<html>log in</html>" },
    "half an answer": () => ({ status: 200, body: "<GetRoleResponse><GetRoleResult><Role>" }),
    "no JSON where one was wanted": () => ({ status: 200, body: "{}" }),
};

/** What is known of AWS alone. */
const OF_AWS = ["oidc-provider", "role", "trust", "access", "bucket"];

describe("the doctor, where nothing can be read", () => {
    let stage: Stage;

    before(async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        stage = await makeStage(await sharedWorld(), { kind: "tempomonolithic" });
    });

    for (const [name, rule] of Object.entries(TROUBLES)) {
        it(`says so of each link, and that it holds of none, when AWS answers ${name}`, async () => {
            const before = stage.connection;
            const proxy = await startAwsProxy(before, rule);
            stage.connection = proxy.connection;
            const diagnosis = await stage.diagnose();
            stage.connection = before;
            await proxy.stop();
            const states = statesOf(diagnosis, OF_AWS);
            // A bucket whose head is answered cannot be told from one that is there.
            const wrong = states.filter(
                ([id, state]) =>
                    state !== "not-checked" && state !== "not-judged" && id !== "bucket",
            );
            expect(wrong).to.deep.equal([]);
            expect(diagnosis.outcome).to.equal("unknown");
        });
    }

    it("says so when each call of AWS in turn is refused, and never that all is well", async function () {
        this.timeout(60_000);
        const calls = await callsOf(stage);
        expect(calls).to.include.members(["GetRole", "GetOpenIDConnectProvider", "GET ?policy"]);
        const before = stage.connection;
        for (const refused of calls) {
            // Without the simulation the policies are read; the list only helps a message.
            if (["SimulatePrincipalPolicy", "ListOpenIDConnectProviders"].includes(refused))
                continue;
            const proxy = await startAwsProxy(before, ({ action, method, url }) =>
                nameOf({ action, method, url }) === refused
                    ? { status: 403, body: XML("AccessDenied") }
                    : undefined,
            );
            stage.connection = proxy.connection;
            const diagnosis = await stage.diagnose();
            await proxy.stop();
            expect(diagnosis.outcome, refused).to.equal("unknown");
        }
        stage.connection = before;
    });

    it("gives up when it is told to, and not before", async () => {
        const before = stage.connection;
        const proxy = await startAwsProxy(before, () => "hang");
        stage.connection = proxy.connection;
        const stop = AbortSignal.timeout(300);
        const began = performance.now();
        const diagnosis = await stage.diagnose({ signal: stop });
        expect(performance.now() - began).to.be.below(5000);
        expect(diagnosis.outcome).to.equal("unknown");
        stage.connection = before;
        await proxy.stop();
    });
});

async function callsOf(stage: Stage): Promise<string[]> {
    const calls = new Set<string>();
    const before = stage.connection;
    const proxy = await startAwsProxy(before, (call) => {
        calls.add(nameOf(call));
        return undefined;
    });
    stage.connection = proxy.connection;
    const healthy = await stage.diagnose();
    stage.connection = before;
    await proxy.stop();
    expect(healthy.outcome).to.equal("holds");
    return [...calls];
}

function nameOf({ action, method, url }: { action: string; method: string; url: string }): string {
    return action === "" ? `${method} ${url.replace(/^\/[^?]*/, "").replace(/=.*/, "")}` : action;
}

function statesOf({ links }: Diagnosis, ids: readonly string[]): [string, string][] {
    return links.filter(({ id }) => ids.includes(id)).map(({ id, verdict }) => [id, verdict.state]);
}
