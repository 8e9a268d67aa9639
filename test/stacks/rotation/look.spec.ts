import { expect } from "chai";

import { connectCluster } from "../../../stacks/cluster/connection.ts";
import type { RotationFacts } from "../../../stacks/rotation/facts.ts";
import { lookAtRotation } from "../../../stacks/rotation/look.ts";
import { someSettings } from "../../support/fake-rooms.ts";
import {
    kubeconfigFor,
    localServer,
    type LocalServer,
    type Received,
    type Reply,
} from "../support/local-server.ts";
import { virtualClock } from "../support/virtual-clock.ts";
import { CLUSTER, event, goodAws, ROLE } from "./answers.ts";
import { arnOf, hoursAgo, KEY, NEW, NOW, OLD } from "./facts.ts";

describe("stacks/rotation/look", () => {
    const servers: LocalServer[] = [];

    afterEach(async () => {
        await Promise.all(servers.splice(0).map((server) => server.stop()));
    });

    async function looked(
        answers: {
            aws?: (request: Received) => Reply;
            cluster?: (path: string) => unknown;
        } = {},
    ): Promise<RotationFacts & { sleptSeconds: number }> {
        const cluster = await localServer(({ url }) => {
            const path = url.split("?")[0] ?? "";
            const body = (answers.cluster ?? ((of) => CLUSTER[of]))(path);
            return body === undefined ? { status: 404 } : { status: 200, body };
        });
        const aws = await localServer(answers.aws ?? goodAws);
        servers.push(cluster, aws);
        const clock = virtualClock();
        const settings = someSettings({ oidcProvider: { previousIssuers: [{ issuer: OLD }] } });
        const found = await lookAtRotation(settings, {
            cluster: await connectCluster({ kubeconfig: kubeconfigFor(cluster.url) }, {}),
            aws: {
                region: "us-east-2",
                endpoints: { iam: aws.url, cloudtrail: aws.url },
                credentials: { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "secret" },
            },
            outside: (url) =>
                Promise.resolve({ status: url.startsWith(NEW) ? 500 : 404, text: "" }),
            now: () => NOW,
            sleep: clock.sleep,
        });
        return { ...found, sleptSeconds: clock.sleptSeconds() };
    }

    it("sees issuer, role, providers, keys and pods", async () => {
        const found = await looked();
        expect(found.issuer).to.deep.equal({ value: NEW });
        expect(found.accepted).to.deep.equal({
            value: [{ issuer: NEW }, { issuer: OLD, until: new Date("2026-11-24T13:00:00Z") }],
        });
        expect(found.role).to.deep.equal({
            value: {
                arn: ROLE,
                trusted: [
                    { providerArn: arnOf(NEW), issuer: NEW },
                    { providerArn: arnOf(OLD), issuer: OLD },
                ],
            },
        });
        expect([...found.providers]).to.deep.equal([
            [arnOf(NEW), { value: "there" }],
            [arnOf(OLD), { value: "without-sts" }],
        ]);
        expect(found.clusterKeys).to.deep.equal({ value: { keys: [KEY] } });
        expect(found.pods).to.deep.equal({
            value: [
                {
                    pod: "ingester-0",
                    started: new Date("2026-11-20T00:00:10Z"),
                    renewedAfterSeconds: 69_120,
                },
            ],
        });
        expect([...found.published.keys()]).to.deep.equal([NEW, OLD]);
        expect(found.published.get(NEW)).to.deep.equal({
            because: `${NEW}/.well-known/openid-configuration answered with status 500`,
        });
    });

    it("counts the calls of this role that were let in, page by page, not faster than CloudTrail takes", async () => {
        const { use, sleptSeconds } = await looked();
        expect(use).to.deep.equal({
            value: {
                since: hoursAgo(24),
                uses: [
                    { providerArn: arnOf(NEW), calls: 2, last: hoursAgo(0.1) },
                    { providerArn: arnOf(OLD), calls: 2, last: hoursAgo(3) },
                ],
            },
        });
        expect(sleptSeconds).to.equal(0.6);
    });

    it("stops after a thousand calls, and says from when on it has seen them all", async () => {
        const requests: Received[] = [];
        const aws = (request: Received): Reply => {
            if (request.headers["x-amz-target"] === undefined) return goodAws(request);
            requests.push(request);
            const hours = requests.length / 20;
            return { status: 200, body: { Events: [event("x", hours)], NextToken: "more" } };
        };
        const { use } = await looked({ aws });
        expect(requests).to.have.length(20);
        expect(JSON.parse(requests[0]?.body ?? "")).to.deep.include({
            LookupAttributes: [
                { AttributeKey: "EventName", AttributeValue: "AssumeRoleWithWebIdentity" },
            ],
            StartTime: hoursAgo(24).getTime() / 1000,
        });
        expect("value" in use && use.value.since).to.deep.equal(hoursAgo(1));
    });

    it("says why it could not look, one by one, and sees the rest", async () => {
        const aws = (request: Received): Reply =>
            request.headers["x-amz-target"] === undefined
                ? goodAws(request)
                : {
                      status: 400,
                      body: { __type: "AccessDeniedException", message: "not authorized." },
                  };
        const cluster = (path: string) =>
            path.includes("operator.openshift.io") ? undefined : CLUSTER[path];
        const found = await looked({ aws, cluster });
        expect(found.use).to.deep.equal({ because: "AccessDeniedException: not authorized" });
        expect(found.accepted).to.deep.equal({
            because: "KubeAPIServer/cluster could not be read (status 404)",
        });
        expect(found.role).to.have.property("value");
    });

    it("says of a provider that is gone that it is missing", async () => {
        const aws = (request: Received): Reply =>
            new URLSearchParams(request.body).get("Action") === "GetOpenIDConnectProvider"
                ? {
                      status: 404,
                      body: "<ErrorResponse><Error><Code>NoSuchEntity</Code><Message>x</Message></Error></ErrorResponse>",
                  }
                : goodAws(request);
        const { providers } = await looked({ aws });
        expect([...providers.values()]).to.deep.equal([{ value: "missing" }, { value: "missing" }]);
    });
});
