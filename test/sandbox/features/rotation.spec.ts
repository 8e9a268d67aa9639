/** What `rotation` sees of a cluster and an IAM that are really asked. */
import { expect } from "chai";

import { trustPolicy } from "../../../components/pure/policies/trust.ts";
import type { Sandbox } from "../../../sandbox/sandbox.ts";
import { connectCluster } from "../../../stacks/cluster/connection.ts";
import { judgeRotation } from "../../../stacks/rotation/judge.ts";
import { lookAtRotation } from "../../../stacks/rotation/look.ts";
import { SYSTEM_CLOCK } from "../../../stacks/waiting/clock.ts";
import { someSettings } from "../../support/fake-rooms.ts";
import { handMadeChain, type HandMadeChain } from "../../support/hand-made-chain.ts";
import { SANDBOX_TIMEOUT_MS, sharedSandbox } from "../../support/sandbox.ts";

const OLD = "https://old.example.com/id";

describe("rotation in the sandbox", function () {
    this.timeout(30_000);
    let sandbox: Sandbox;
    let hand: HandMadeChain;

    before(async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        sandbox = await sharedSandbox();
        hand = await handMadeChain(sandbox);
    });

    after(() => hand.close());

    async function rotation(published: object) {
        const { aws, cluster } = sandbox;
        const { issuer, namespace, bucketName } = hand.chain;
        const settings = someSettings({
            ...{ namespace, issuer, roleName: bucketName },
            oidcProvider: { previousIssuers: [{ issuer: OLD }] },
        });
        const { kubeconfig, context } = cluster;
        const texts: Readonly<Record<string, unknown>> = {
            [`${issuer}/.well-known/openid-configuration`]: { issuer, jwks_uri: `${issuer}/keys` },
            [`${issuer}/keys`]: published,
        };
        const facts = await lookAtRotation(settings, {
            ...SYSTEM_CLOCK,
            cluster: await connectCluster({ kubeconfig, context }, {}),
            aws: {
                region: aws.region,
                endpoints: { iam: aws.endpoint, cloudtrail: aws.endpoint },
                credentials: aws.credentials,
                caBundle: aws.caFile,
            },
            outside: (url) =>
                Promise.resolve({
                    status: url in texts ? 200 : 404,
                    text: JSON.stringify(texts[url]),
                }),
        });
        return { facts, report: judgeRotation(facts, settings, Date.now()) };
    }

    it("sees the issuer, the role's trust, the provider and the cluster's own keys", async () => {
        const keys = await sandbox.cluster.jwks();
        const { facts, report } = await rotation(keys);
        const { issuer, roleArn, providerArn } = hand.chain;
        expect(facts.issuer).to.deep.equal({ value: issuer });
        expect(facts.role).to.deep.equal({
            value: { arn: roleArn, trusted: [{ providerArn, issuer }] },
        });
        expect(report.issuers[0]).to.deep.include({
            ...{ issuer, standing: "current", trusted: true, provider: "there" },
            keys: { state: "published", missing: [], extra: [] },
        });
        expect(report.next).to.deep.equal([
            `Run \`tempo-sts up\`: the settings name ${OLD}, and the role does not trust it yet.`,
        ]);
    });

    it("sees that a key is not published, and that the role trusts an issuer without a provider", async () => {
        const { providerArn, issuer, namespace } = hand.chain;
        const subjects = [`system:serviceaccount:${namespace}:tempo-tmstack`];
        const oldArn = providerArn.replace(/oidc-provider\/.*/, "oidc-provider/old.example.com/id");
        const others = [{ providerArn: oldArn, issuer: OLD, subjects }];
        await hand.setTrust(trustPolicy({ providerArn, issuer, subjects, others }));
        const other = { keys: [{ kid: "another", kty: "RSA", n: "AQAB", e: "AQAB" }] };
        const { report } = await rotation(other);
        await hand.setTrust(hand.documents.trust);
        expect(report.state).to.equal("refused");
        const [current, old] = report.issuers;
        expect(current?.keys?.state).to.equal("missing");
        expect(current?.keys?.extra).to.deep.equal(["another"]);
        expect(old).to.include({ issuer: OLD, standing: "previous", provider: "missing" });
    });
});
