import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { existingCluster } from "../../../sandbox/control-plane/existing-cluster.ts";
import { SetupProblem } from "../../../sandbox/setup/setup-problem.ts";
import { eventually } from "../setup/child.ts";
import { rejection } from "../setup/scratch.ts";
import { ask, create, ISSUER, START_TIMEOUT_MS, sharedCluster } from "./cluster.ts";
import type { ScratchCluster } from "./cluster.ts";

describe("an existing cluster", function () {
    this.timeout(60_000);
    let cluster: ScratchCluster;
    before(async function () {
        this.timeout(START_TIMEOUT_MS);
        cluster = await sharedCluster();
    });

    const take = (context = cluster.context, kubeconfig = cluster.kubeconfig) =>
        existingCluster({ context, kubeconfig });

    async function refusal(context?: string, kubeconfig?: string): Promise<string> {
        const reason = await rejection(take(context, kubeconfig));
        expect(reason).to.be.instanceOf(SetupProblem);
        return reason.message;
    }

    async function changed(change: (text: string) => string): Promise<string> {
        const file = join(cluster.dir, "changed-kubeconfig");
        await writeFile(file, change(await readFile(cluster.kubeconfig, "utf8")));
        return file;
    }

    it("is taken by its context's name, with a warning, and survives being stopped", async () => {
        const warnings: string[] = [];
        const taken = await existingCluster({
            context: cluster.context,
            kubeconfig: cluster.kubeconfig,
            onWarning: (line) => warnings.push(line),
        });
        expect(taken.issuer).to.equal(ISSUER);
        expect(taken.server).to.equal(cluster.server);
        expect(taken.expiredCopy).to.equal(undefined);
        expect(await taken.jwks()).to.deep.equal(await cluster.jwks());
        expect(warnings).to.have.length(1);
        expect(warnings[0]).to.contain(cluster.context).and.to.contain("thrown away");
        await taken.stop();
        expect((await cluster.jwks()).keys).to.have.length(1);
    });

    it("is refused without a name, even where there is a current context", async () => {
        expect(await refusal(" ")).to.contain("the current context is never taken");
    });

    it("is refused when there is no such context, naming those that there are", async () => {
        expect(await refusal("kind-other")).to.contain(`found ${cluster.context}`);
    });

    it("is refused when the kubeconfig is not there or none", async () => {
        expect(await refusal("x", "/no/such/file")).to.contain("expected a kubeconfig at /no/such");
        const broken = await changed(() => "{{{");
        expect(await refusal("x", broken)).to.contain(`expected a kubeconfig at ${broken}`);
    });

    it("is refused when nothing answers there", async () => {
        const file = await changed((text) =>
            text.replace(/https:\/\/127\.0\.0\.1:\d+/, "https://127.0.0.1:1"),
        );
        expect(await refusal(cluster.context, file)).to.contain("ECONNREFUSED");
    });

    it("is refused when it is not https", async () => {
        const file = await changed((text) => text.replace("https://", "http://"));
        expect(await refusal(cluster.context, file)).to.contain("expected an https server");
    });

    it("is refused when its credential is no administrator's", async () => {
        const file = await changed((text) => text.replace(/"token": "[^"]+"/, '"token": "wrong"'));
        expect(await refusal(cluster.context, file)).to.contain("status 401");
    });

    for (const name of [
        "prod",
        "eu-prod-1",
        "arn:aws:eks:us-east-2:1:cluster/production",
        "live",
    ]) {
        it(`is refused when it is called ${name}`, async () => {
            const file = await changed((text) => text.replaceAll(cluster.context, name));
            expect(await refusal(name, file)).to.contain("sounds like production");
        });
    }

    it("is not refused for a name that only contains the letters", async () => {
        const file = await changed((text) => text.replaceAll(cluster.context, "product-delivery"));
        expect((await take("product-delivery", file)).context).to.equal("product-delivery");
    });

    const inUse = [
        {
            group: "tempo.grafana.com",
            version: "v1alpha1",
            plural: "tempostacks",
            kind: "TempoStack",
            says: "there are TempoStacks in it",
        },
        {
            group: "config.openshift.io",
            version: "v1",
            plural: "clusterversions",
            kind: "ClusterVersion",
            says: "it is an OpenShift cluster",
        },
    ];
    for (const { group, version, plural, kind, says } of inUse) {
        it(`is refused when it holds ${plural}, not when it only knows them`, async () => {
            await create(
                cluster.access,
                "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
                {
                    metadata: { name: `${plural}.${group}` },
                    spec: {
                        group,
                        scope: "Cluster",
                        names: { plural, kind },
                        versions: [
                            {
                                name: version,
                                served: true,
                                storage: true,
                                schema: { openAPIV3Schema: { type: "object" } },
                            },
                        ],
                    },
                },
            );
            const path = `/apis/${group}/${version}/${plural}`;
            let served = false;
            const look = async () =>
                (served = (await ask(cluster.access, "GET", path)).status === 200);
            await eventually("the definition", () => (served ? true : (void look(), false)));
            expect((await take()).issuer).to.equal(ISSUER);
            const object = { apiVersion: `${group}/${version}`, kind, metadata: { name: "one" } };
            await create(cluster.access, path, object);
            expect(await refusal())
                .to.contain(says)
                .and.to.contain("nothing was written");
            await ask(cluster.access, "DELETE", `${path}/one`);
        });
    }
});
