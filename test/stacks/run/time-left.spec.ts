import { expect } from "chai";

import { generateTraces } from "../../../stacks/run/actions/generate-traces.ts";
import { wait } from "../../../stacks/run/actions/wait.ts";
import { awaitBlock } from "../../../stacks/run/traces/await-block.ts";
import { clusterOf } from "../../../stacks/run/actions/cluster-of.ts";
import {
    localServer,
    type LocalServer,
    type Received,
    type Reply,
} from "../support/local-server.ts";
import { rejection } from "../support/rejection.ts";
import { phaseContext, settingsFor } from "./context.ts";

/** A cluster in which nothing ever gets ready, and an empty bucket; time passes only while a phase waits. */
describe("a phase that waits", () => {
    let server: LocalServer;

    before(async () => {
        server = await localServer(answer);
    });
    after(async () => server.stop());

    function answer({ method, url }: Received): Reply {
        if (url.includes("list-type=2")) return { status: 200, body: "<ListBucketResult/>" };
        if (url.includes("/log?")) return { status: 200, body: "still sending\n" };
        const tempo = { metadata: { uid: "u" }, status: { conditions: [] } };
        return { status: method === "POST" ? 201 : 200, body: tempo };
    }

    function context(seconds: number) {
        const made = phaseContext(settingsFor({ cluster: server.url, s3: server.url }));
        const end = made.clock.now() + seconds * 1000;
        return { ...made, secondsLeft: () => (end - made.clock.now()) / 1000 };
    }

    it("for the roll-out tells what is missing before its time limit comes", async () => {
        const late = context(60);
        const error = await rejection(wait(late));
        expect(error.message).to.match(
            /after [45]\d s: compactor has no workload; .*the TempoStack is not Ready/,
        );
        expect(late.secondsLeft()).to.be.greaterThan(0);
    });

    it("for a Job tells its last words before its time limit comes", async () => {
        const late = context(60);
        const { findings } = await generateTraces(late);
        expect(findings?.[0]?.found).to.match(/^not complete after 4\d s: no pod yet/);
        expect(late.secondsLeft()).to.be.greaterThan(0);
    });

    it("for a block tells where to look before its time limit comes", async () => {
        const late = context(60);
        const finding = await awaitBlock(late, await clusterOf(late), 0);
        expect(finding).to.deep.include({ status: "failed" });
        expect(finding.found).to.match(
            /^none after [34]\d s \(ingesters: not asked to flush: there is no ingester pod\)/,
        );
        expect(late.secondsLeft()).to.be.greaterThan(0);
    });
});
