import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { kindOf } from "../../../sandbox/crds/definition-files.ts";
import { fetchReleasedDefinitions } from "../../../sandbox/crds/released-definitions.ts";
import { GIVEN_DEFINITIONS, needGivenDefinitions } from "../operator/cluster.ts";
import { failureOf } from "../operator/failure.ts";

describe("the definitions of the operator's release", () => {
    let cacheRoot: string;
    let server: Server;
    let releasesUrl: string;
    let asked: string[];
    let answer: "hang" | "trickle" | { readonly status: number; readonly text: string };

    beforeEach(async () => {
        cacheRoot = await mkdtemp(join(tmpdir(), "tempo-sts-releases-"));
        asked = [];
        server = createServer((request, response) => {
            asked.push(request.url ?? "");
            if (answer === "hang") return;
            if (answer === "trickle") response.writeHead(200).write("kind: ");
            else response.writeHead(answer.status).end(answer.text);
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        const address = server.address();
        releasesUrl = `http://127.0.0.1:${typeof address === "object" ? (address?.port ?? 0) : 0}`;
    });

    afterEach(async () => {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
        await rm(cacheRoot, { recursive: true, force: true });
    });

    const fetchThem = async (timeoutMs = 5000) =>
        fetchReleasedDefinitions({ releasesUrl, cacheRoot, timeoutMs });

    it("are fetched once, and kept", async function () {
        needGivenDefinitions(this);
        const file = join(GIVEN_DEFINITIONS, "tempo.grafana.com_tempostacks.yaml");
        answer = { status: 200, text: await readFile(file, "utf8") };
        const results = [await fetchThem(), await fetchThem()];
        for (const { definitions } of results) {
            expect(definitions?.map(kindOf)).to.deep.equal(["TempoStack"]);
        }
        expect(asked).to.deep.equal(["/v0.22.0/tempo-operator.yaml"]);
    });

    it("are told to be missing where there are none, and nothing is kept", async () => {
        answer = { status: 404, text: "" };
        const result = await fetchThem();
        expect(result).to.deep.equal({
            url: `${releasesUrl}/v0.22.0/tempo-operator.yaml`,
            why: "the server answered 404 Not Found",
        });
        await fetchThem();
        expect(asked).to.have.lengthOf(2);
    });

    it("are not taken where something else is published under their name", async () => {
        answer = { status: 200, text: "kind: Namespace\n" };
        expect(await fetchThem())
            .to.have.property("why")
            .that.contains("found none of that group");
        await fetchThem();
        expect(asked).to.have.lengthOf(2);
    });

    for (const slow of ["hang", "trickle"] as const) {
        it(`are given up when they do not come in time (${slow})`, async () => {
            answer = slow;
            const start = performance.now();
            expect(await fetchThem(150))
                .to.have.property("why")
                .that.matches(/timeout/iu);
            expect(performance.now() - start).to.be.lessThan(2000);
        });
    }

    it("are given up when there is more than anybody publishes", async () => {
        answer = { status: 200, text: "#".repeat(9 * 1024 * 1024) };
        expect(await fetchThem())
            .to.have.property("why")
            .that.contains("larger than");
    });

    it("fail with the caller's own reason when the caller gives up", async () => {
        answer = "hang";
        const caller = new AbortController();
        const work = fetchReleasedDefinitions({ releasesUrl, cacheRoot, signal: caller.signal });
        caller.abort(new Error("not wanted any more"));
        expect((await failureOf(work)).message).to.equal("not wanted any more");
    });
});
