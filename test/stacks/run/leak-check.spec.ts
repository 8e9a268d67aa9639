import { expect } from "chai";

import { leakCheck } from "../../../stacks/run/actions/leak-check.ts";
import { awsError } from "../support/fake-cloud.ts";
import {
    localServer,
    type LocalServer,
    type Received,
    type Reply,
} from "../support/local-server.ts";
import { phaseContext, settingsFor } from "./context.ts";

const FORBIDDEN: Reply = { status: 403, body: { message: "not for you" } };
const LABELS = {
    "app.kubernetes.io/managed-by": "tempo-sts",
    "tempo-sts.io/project": "tempo-sts",
    "tempo-sts.io/stack": "s",
    "tempo-sts.io/tempo": "t",
    "tempo-sts.io/build-namespace": "b",
    "tempo-sts.io/profile": "ephemeral",
};

/** What the phase makes of what the sweep's eyes see, in servers that answer as a test tells them. */
describe("the leak check of a run", () => {
    let cluster: LocalServer;
    let cloud: LocalServer;
    let looks: number;
    let answer: (request: Received, looks: number) => Reply;
    const refusal = awsError(403, "AccessDenied", "no");

    before(async () => {
        cluster = await localServer((request) => {
            if (request.url === "/api/v1/namespaces/n") looks += 1;
            return answer(request, looks);
        });
        cloud = await localServer(() => refusal);
    });
    after(async () => {
        await Promise.all([cluster.stop(), cloud.stop()]);
    });
    beforeEach(() => {
        looks = 0;
    });

    function context(url = cluster.url) {
        const places = { cluster: url, iam: cloud.url, s3: cloud.url, sts: cloud.url };
        return phaseContext(settingsFor(places), { facts: { accountId: "123456789012" } });
    }

    it("gives what goes with its owner the time to go", async () => {
        answer = ({ url }, count) =>
            url === "/api/v1/namespaces/n" && count < 3
                ? { status: 200, body: { metadata: { name: "n", uid: "u", labels: LABELS } } }
                : { status: 404, body: {} };
        const waiting = context();
        const { findings = [] } = await leakCheck(waiting);
        expect(findings.filter(({ status }) => status === "failed")).to.deep.equal([]);
        expect(waiting.told).to.deep.equal(Array<string>(2).fill("still there: namespace n"));
    });

    it("fails for what is still there after that, by name", async () => {
        answer = ({ url }) =>
            url === "/api/v1/namespaces/n"
                ? { status: 200, body: { metadata: { name: "n", uid: "u", labels: LABELS } } }
                : { status: 404, body: {} };
        const { findings, facts } = await leakCheck(context());
        expect(facts?.leftovers).to.deep.equal(["namespace n"]);
        expect(findings?.[0]).to.deep.include({ status: "failed", found: "namespace n" });
        expect(looks).to.be.lessThan(10);
    });

    for (const what of ["refuses", "is gone"]) {
        it(`names what it could not look at where AWS refuses and the cluster ${what}, and does not crash`, async () => {
            answer = () => FORBIDDEN;
            const { findings = [], detail } = await leakCheck(
                context(what === "refuses" ? undefined : "http://127.0.0.1:1"),
            );
            expect(findings).to.not.be.empty;
            for (const { status, found } of findings) {
                expect(status).to.equal("not-checked");
                expect(found).to.match(/^could not check, because of /);
            }
            expect(detail).to.match(
                /^nothing of it is left where it could be looked: \d+ places could not$/,
            );
        });
    }
});
