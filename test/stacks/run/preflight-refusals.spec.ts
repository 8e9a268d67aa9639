import { expect } from "chai";

import { awsError } from "../support/fake-cloud.ts";
import {
    at,
    csv,
    FORBIDDEN,
    GONE,
    iam,
    preflightWorld,
    provider,
    type PreflightWorld,
} from "./preflight-world.ts";

/** What each check makes of an answer that is not the wanted one, from servers that answer as a cluster and AWS do. */
describe("a check of the preflight", () => {
    let world: PreflightWorld;
    before(async () => {
        world = await preflightWorld();
    });
    after(async () => world.stop());
    beforeEach(() => {
        world.cluster = () => undefined;
        world.aws = () => undefined;
    });

    const fatal: [string, string, () => void, RegExp][] = [
        [
            "AWS does not take the credentials",
            "AWS identity",
            () => (world.aws = iam("GetCallerIdentity", awsError(403, "ExpiredToken", "too old"))),
            /credentials that AWS takes, got ExpiredToken/,
        ],
        [
            "the cluster does not take the user",
            "cluster",
            () =>
                (world.cluster = at("/version", {
                    status: 401,
                    body: { message: "Unauthorized" },
                })),
            /to take the user of context here, got status 401/,
        ],
        [
            "the cluster knows no TempoStack",
            "TempoStack resource",
            () => (world.cluster = at("/apis/tempo.grafana.com/v1alpha1", GONE)),
            /served in v1alpha1, got status 404/,
        ],
        [
            "the group is there without TempoStacks",
            "TempoStack resource",
            () =>
                (world.cluster = at("/apis/tempo.grafana.com/v1alpha1", {
                    status: 200,
                    body: { resources: [{ name: "tempomonolithics" }] },
                })),
            /got the group without it/,
        ],
        [
            "nothing gives pods their token",
            "pod identity webhook",
            () =>
                (world.cluster = at("mutatingwebhookconfigurations", {
                    status: 200,
                    body: { items: [{ metadata: { name: "other" }, webhooks: [{ name: "a.b" }] }] },
                })),
            /MutatingWebhookConfiguration/,
        ],
        [
            "the account has no provider of the issuer",
            "IAM OIDC provider",
            () =>
                (world.aws = iam(
                    "GetOpenIDConnectProvider",
                    awsError(404, "NoSuchEntity", "none"),
                )),
            /got none; there are: arn:aws:iam::123456789012:oidc-provider\/other/,
        ],
        [
            "the provider lacks the audience",
            "IAM OIDC provider",
            () => (world.aws = iam("GetOpenIDConnectProvider", provider("sts.other"))),
            /among the audiences .*, got sts\.other/,
        ],
        [
            "the operator is of another kind",
            "Tempo operator",
            () => (world.cluster = at("clusterserviceversions", csv("0.20.0"))),
            /on the same side of 0\.21\.0, got 0\.20\.0/,
        ],
    ];
    for (const [what, name, arrange, message] of fatal) {
        it(`fails when ${what}, and says what to do`, async () => {
            arrange();
            const { error, found } = await world.make();
            expect(found(name)?.status).to.equal("failed");
            expect(found(name)?.remedy).to.be.a("string");
            expect(error?.message).to.match(message);
        });
    }

    const unchecked: [string, string, () => void, RegExp][] = [
        [
            "webhooks may not be listed",
            "pod identity webhook",
            () => (world.cluster = at("mutatingwebhookconfigurations", FORBIDDEN)),
            /could not check, because status 403: not for you/,
        ],
        [
            "the provider may not be read",
            "IAM OIDC provider",
            () =>
                (world.aws = iam("GetOpenIDConnectProvider", awsError(403, "AccessDenied", "no"))),
            /could not check, because AccessDenied: no/,
        ],
        [
            "nothing tells of the operator",
            "Tempo operator",
            () =>
                (world.cluster = (request) =>
                    at("clusterserviceversions", FORBIDDEN)(request) ??
                    at("/deployments", FORBIDDEN)(request) ??
                    at("/tempostacks", FORBIDDEN)(request)),
            /nothing tells of an operator: OLM says status 403/,
        ],
    ];
    for (const [what, name, arrange, message] of unchecked) {
        it(`passes when ${what}, and says that it could not check`, async () => {
            arrange();
            const { error, found, detail } = await world.make();
            expect(error?.message).to.equal(undefined);
            expect(found(name)?.status).to.equal("not-checked");
            expect(found(name)?.found).to.match(message);
            expect(detail).to.contain("1 could not be made");
        });
    }

    it("tells once that there is no cluster, and of everything in it that it could not check", async () => {
        const settings = world.settings();
        const kubernetes = { ...settings.kubernetes, context: "nowhere" };
        const { error, findings } = await world.make({ settings: { ...settings, kubernetes } });
        const told = error?.message.split("nowhere").length ?? 0;
        expect(told - 1).to.equal(1);
        const unmade = findings.filter(({ found }) => found.includes("no cluster to ask"));
        expect(unmade.map(({ name, status }) => `${name} ${status}`)).to.deep.equal([
            "TempoStack resource not-checked",
            "Tempo operator not-checked",
            "pod identity webhook not-checked",
        ]);
    });
});
