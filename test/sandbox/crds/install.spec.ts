import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { freePort } from "../../../sandbox/control-plane/free-port.ts";
import { installCrds, type InstalledCrds } from "../../../sandbox/crds/install.ts";
import { valueAt } from "../../../sandbox/operator/cluster/values.ts";
import {
    GIVEN_DEFINITIONS,
    ISSUER,
    needGivenDefinitions,
    borrowCluster,
    giveBack,
    type TestCluster,
} from "../operator/cluster.ts";
import { failureOf } from "../operator/failure.ts";
import { get, tryOut } from "../operator/requests.ts";
import { blueprintStack, plainStack } from "../operator/stacks.ts";

const STACKS = "tempostacks.tempo.grafana.com";
const NAMES = [
    STACKS,
    "tempomonolithics.tempo.grafana.com",
    "authentications.config.openshift.io",
    "routes.route.openshift.io",
];

describe("the custom resource definitions of a cluster", function () {
    this.timeout(60_000);
    let cluster: TestCluster;
    let folder: string;
    /** An address at which nobody answers: the network refuses at once, as where there is none. */
    let nowhere: string;
    let installed: InstalledCrds | undefined;

    before(async () => {
        cluster = await borrowCluster();
        folder = await mkdtemp(join(tmpdir(), "tempo-sts-crds-"));
        nowhere = `http://127.0.0.1:${await freePort()}`;
    });

    after(async () => {
        // Without custom kinds, as after each test.
        giveBack(cluster);
        await rm(folder, { recursive: true, force: true });
    });

    afterEach(async () => {
        await installed?.uninstall();
        installed = undefined;
        const left = await Promise.all(NAMES.map(definition));
        expect(left).to.deep.equal([undefined, undefined, undefined, undefined]);
    });

    const definition = async (name: string) =>
        get(cluster, "CustomResourceDefinition", undefined, name);
    const install = async (options: Partial<Parameters<typeof installCrds>[0]> = {}) => {
        installed = await installCrds({
            ...cluster,
            issuer: ISSUER,
            env: {},
            releasesUrl: nowhere,
            cacheRoot: folder,
            ...options,
        });
        return installed;
    };

    it("are of our own making where the release cannot be had, and the reason is told", async () => {
        const { origin, source } = await install();
        expect(origin).to.equal("own");
        expect(source).to.match(/own, because .* could not be fetched \(.*ECONNREFUSED/u);
        for (const name of NAMES) expect(await definition(name), name).to.not.equal(undefined);
    });

    it("take what tempo-sts emits and refuse what nobody knows, when they are our own", async () => {
        await install();
        const stack = blueprintStack("default", {
            retention: { global: { traces: "48h0m0s" } },
            env: [{ name: "AWS_REGION", value: "us-east-2" }],
            storage: { secret: { name: "aws-sts", type: "s3" }, tls: { enabled: true } },
        });
        expect((await tryOut(cluster, stack)).status).to.equal(201);
        for (const [spec, what] of [
            [{ nope: 1 }, 'unknown field "spec.nope"'],
            [{ storage: { secret: { name: "a", type: "s3", key: "b" } } }, "storage.secret.key"],
            [{ storage: { secret: { name: "", type: "s3" } } }, "at least 1 chars long"],
            [{ storage: { secret: { name: "a", type: "ftp" } } }, "supported values"],
            [{ storage: {} }, "spec.storage.secret: Required value"],
            [{ storageSize: "ten" }, "spec.storageSize in body should match"],
            [{ managementState: "Ours" }, "supported values"],
            [{ template: { queryFrontend: { jaegerQuery: { ui: true } } } }, "jaegerQuery.ui"],
            [{ env: [{ value: "x" }] }, "spec.env[0].name: Required value"],
        ] as const) {
            const answer = await tryOut(cluster, plainStack("default", spec));
            expect(answer.status, what).to.be.oneOf([400, 422]);
            expect(answer.message).to.contain(what);
        }
    });

    it("bring the cluster's issuer along, and leave one that is there as it is", async () => {
        await install();
        const issuer = async (): Promise<unknown> =>
            valueAt(
                await get(cluster, "Authentication", undefined, "cluster"),
                "spec",
                "serviceAccountIssuer",
            );
        expect(await issuer()).to.equal(ISSUER);
        await installCrds({ ...cluster, issuer: "https://other.example.test", env: {} });
        expect(await issuer()).to.equal(ISSUER);
    });

    it("stay as they are where the cluster has them, and are not taken away then", async () => {
        await install();
        const before = await definition(STACKS);
        const again = await installCrds({ ...cluster, issuer: ISSUER, env: {} });
        expect(again.origin).to.equal("cluster");
        await again.uninstall();
        const after = await definition(STACKS);
        expect(after?.metadata.uid).to.equal(before?.metadata.uid);
        expect(after?.metadata.deletionTimestamp).to.equal(undefined);
    });

    it("come from the folder that the variable names", async function () {
        needGivenDefinitions(this);
        const { origin, source } = await install({ env: { TEMPO_STS_CRDS: GIVEN_DEFINITIONS } });
        expect(origin).to.equal("given");
        expect(source).to.equal(`TEMPO_STS_CRDS (${GIVEN_DEFINITIONS})`);
        const stack = await definition(STACKS);
        const annotations = stack?.metadata.annotations ?? {};
        expect(annotations).to.have.any.keys("controller-gen.kubebuilder.io/version");
    });

    it("are our own for what the variable's file leaves out", async function () {
        needGivenDefinitions(this);
        const file = join(GIVEN_DEFINITIONS, "tempo.grafana.com_tempostacks.yaml");
        const { origin } = await install({ env: { TEMPO_STS_CRDS: file } });
        expect(origin).to.equal("given");
        expect(await definition("tempomonolithics.tempo.grafana.com")).to.not.equal(undefined);
    });

    it("are refused, and nothing is installed, where the variable names something else", async () => {
        const file = join(folder, "other.yaml");
        await writeFile(file, "kind: Namespace\n");
        const error = await failureOf(install({ env: { TEMPO_STS_CRDS: file } }));
        expect(error.message).to.contain(file);
    });

    it("fail with the network's reason when the cluster is not there", async () => {
        const stranger = join(folder, "stranger");
        const text = await readFile(cluster.kubeconfig, "utf8");
        const elsewhere = `https://127.0.0.1:${await freePort()}`;
        await writeFile(stranger, text.replace(/https:\/\/127\.0\.0\.1:\d+/u, elsewhere));
        const error = await failureOf(install({ kubeconfig: stranger }));
        expect(error.message).to.contain("ECONNREFUSED");
    });
});
