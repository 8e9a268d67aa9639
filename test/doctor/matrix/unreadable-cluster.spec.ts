import { expect } from "chai";

import { CHAIN } from "../../../doctor/chain.ts";
import type { Diagnosis } from "../../../doctor/diagnose.ts";
import { SANDBOX_TIMEOUT_MS } from "../../support/sandbox.ts";
import { atOnce } from "./at-once.ts";
import type { Reply } from "./cluster-proxy.ts";
import { makeStage } from "./make-stage.ts";
import type { Stage } from "./stage.ts";
import { troubles } from "./told.ts";
import { sharedWorld } from "./shared-world.ts";
import type { World } from "./world.ts";

/** What the API server may answer to one request, beside an answer. */
const TROUBLES: Readonly<Record<string, Reply | "hang">> = {
    "403": { status: 403, body: { message: "forbidden: may not" } },
    "404": { status: 404, body: { message: "not found" } },
    "429": { status: 429, body: { message: "Too many requests" } },
    "no answer": "hang",
    "half a JSON": { status: 200, body: '{"items":[{"metadata"' },
    "an empty object": { status: 200, body: {} },
};

/** The links that ask the cluster; those that ask AWS alone have a spec of their own. */
const OF_AWS = ["oidc-provider", "role", "trust", "access", "bucket", "clock", "handshake"];
const OF_CLUSTER = CHAIN.filter(({ id }) => !OF_AWS.includes(id));

/** What the doctor can do without: another place tells the same. */
const SPARE = /clusterserviceversions|authentications\/cluster|openid-configuration/;
const PATIENCE_MS = 2000;
let opened = 0;

describe("the doctor, where the cluster answers one question with trouble", () => {
    let world: World;
    let stage: Stage;
    let healthy: Diagnosis;
    let asked: string[];

    before(async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        world = await sharedWorld();
        stage = await makeStage(world, { kind: "tempomonolithic" });
        healthy = await stage.diagnose({ links: OF_CLUSTER });
        asked = [...new Set(stage.proxy.asked.map((path) => decodeURIComponent(path)))];
    });

    it("has every question in view", () => {
        expect(healthy.outcome, troubles(healthy).join("; ")).to.equal("holds");
        expect(asked.length).to.be.greaterThan(10);
    });

    for (const [name, reply] of Object.entries(TROUBLES)) {
        it(`never says that all is as it was: ${name}`, async function () {
            this.timeout(120_000);
            // A stage each, because the rules are a stage's; they share the stack.
            const results = await atOnce(asked, 4, async (path) => {
                const { kubeconfig, rules } = world.proxy.open(
                    `${stage.names.namespace}-${String(++opened)}`,
                );
                rules.rules.push(...stage.proxy.rules);
                rules.rules.push((each) => (each === path ? reply : undefined));
                const patience = reply === "hang" ? PATIENCE_MS : stage.patience;
                return stage.diagnose({ kubeconfig, patience, links: OF_CLUSTER });
            });
            const wrong = results.flatMap((result, index) => {
                const path = asked[index] ?? "";
                if (result.status === "rejected") return [`${path}: ${String(result.reason)}`];
                return isSpare(path, reply) || differs(result.value, healthy)
                    ? []
                    : [`${path}: still ✓`];
            });
            expect(wrong).to.deep.equal([]);
        });
    }
});

// Any text is a log, and an empty one has nothing to tell.
function isSpare(path: string, reply: Reply | "hang"): boolean {
    const isText = reply !== "hang" && reply.status === 200 && path.includes("/log?");
    return isText || SPARE.test(path);
}

// A link that held holds no more, or says what it could not see.
function differs(seen: Diagnosis, healthy: Diagnosis): boolean {
    return seen.links.some(({ verdict }, index) => {
        const before = healthy.links[index]?.verdict;
        return before?.state === "holds" && verdict.state !== "holds";
    });
}
