import { expect } from "chai";

import type { Cluster } from "../../../stacks/cluster/connection.ts";
import { podIdentities } from "../../../stacks/run/pod-identity.ts";

const ROLE = "arn:aws:iam::123456789012:role/r";
const TOKEN = { name: "AWS_WEB_IDENTITY_TOKEN_FILE", value: "/var/run/token" };

describe("the identity of the pods", () => {
    const pod = (name: string, ...env: object[]) => ({
        metadata: { name },
        spec: { containers: [{ name: "oauth-proxy" }, { name: "tempo", env }] },
    });
    const right = pod("a", TOKEN, { name: "AWS_ROLE_ARN", value: ROLE });

    async function look(items: object[], status = 200) {
        const asked: string[] = [];
        const cluster: Cluster = {
            context: "c",
            server: "https://c",
            ask: (path) => {
                asked.push(path);
                return Promise.resolve({ status, body: { items, message: "no" } });
            },
        };
        const instance = { namespace: "n", tempoName: "t" };
        const finding = await podIdentities(cluster, instance, ROLE, AbortSignal.timeout(1000));
        return { ...finding, asked };
    }

    it("is well where every pod has a token and the stack's role", async () => {
        const { status, found, asked } = await look([right, right]);
        expect({ status, found }).to.deep.equal({
            status: "ok",
            found: "2 pods have a web identity token",
        });
        expect(decodeURIComponent(asked.join())).to.contain("app.kubernetes.io/instance=t");
    });

    it("warns of pods without a token, and of pods with another role or none, by name", async () => {
        const old = pod("c", TOKEN, { name: "AWS_ROLE_ARN", value: "arn:old" });
        const { status, found, remedy } = await look([right, pod("b"), old, pod("d", TOKEN)]);
        expect(status).to.equal("warning");
        expect(found).to.equal("b has no token; c takes arn:old; d takes no role");
        expect(remedy).to.contain("kubectl --namespace n delete pods");
    });

    it("is not checked where pods may not be listed, or there are none", async () => {
        expect((await look([])).status).to.equal("not-checked");
        const { status, found } = await look([], 403);
        expect(status).to.equal("not-checked");
        expect(found).to.equal("could not check, because status 403: no");
    });
});
