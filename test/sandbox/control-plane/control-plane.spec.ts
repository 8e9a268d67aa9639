import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { expect } from "chai";
import { createLocalJWKSet, decodeJwt, jwtVerify } from "jose";

import { rejection } from "../setup/scratch.ts";
import { apiRequest, tokenAccess } from "../../../sandbox/control-plane/api-request.ts";
import { ask, create, ISSUER, START_TIMEOUT_MS, sharedCluster } from "./cluster.ts";
import type { ScratchCluster } from "./cluster.ts";

const DEFAULT = "/api/v1/namespaces/default";

describe("the control plane", function () {
    this.timeout(60_000);
    let cluster: ScratchCluster;
    before(async function () {
        this.timeout(START_TIMEOUT_MS);
        cluster = await sharedCluster();
    });

    const token = async (audience = "sts.amazonaws.com") => {
        const path = `${DEFAULT}/serviceaccounts/default/token`;
        const spec = { audiences: [audience], expirationSeconds: 600 };
        const made: unknown = (await create(cluster.access, path, { spec }))["status"]?.["token"];
        return typeof made === "string" ? made : "";
    };
    const keys = async () => createLocalJWKSet(await cluster.jwks());

    it("gives real tokens that its keys verify, in its issuer's name", async () => {
        const { payload, protectedHeader } = await jwtVerify(await token(), await keys(), {
            issuer: ISSUER,
            audience: "sts.amazonaws.com",
        });
        expect(protectedHeader.alg).to.equal("RS256");
        expect(payload.sub).to.equal("system:serviceaccount:default:default");
        expect(payload.aud).to.deep.equal(["sts.amazonaws.com"]);
        expect((payload.exp ?? 0) - (payload.iat ?? 0)).to.equal(600);
    });

    it("makes an old copy of a token that differs in nothing but its time", async () => {
        const fresh = await token();
        const old = cluster.expiredCopy?.(fresh) ?? "";
        const reason = await rejection(jwtVerify(old, await keys(), { issuer: ISSUER }));
        expect(reason).to.have.property("code", "ERR_JWT_EXPIRED");
        const claims = decodeJwt(old);
        const times = { iat: 0, nbf: 0, exp: 0 };
        expect({ ...claims, ...times }).to.deep.equal({ ...decodeJwt(fresh), ...times });
        expect(claims.exp).to.be.lessThan(Date.now() / 1000 - 3600);
    });

    it("refuses to make an old copy of what is no token", () => {
        expect(() => cluster.expiredCopy?.("abc")).to.throw("expected a token of three parts");
    });

    const anonymous = (path: string) =>
        apiRequest({ server: cluster.server, https: { ca: cluster.ca, agent: false } }, path);
    const paths = [
        { path: "/.well-known/openid-configuration", status: 200 },
        { path: "/openid/v1/jwks", status: 200 },
        { path: "/api", status: 401 },
        { path: "/version", status: 401 },
        { path: "/readyz", status: 401 },
        { path: "/api/v1/namespaces/kube-system/secrets", status: 401 },
    ];
    for (const { path, status } of paths) {
        it(`answers ${path} with ${String(status)} to nobody in particular`, async () => {
            expect((await anonymous(path)).status).to.equal(status);
        });
    }

    it("names its issuer and, on loopback, its keys", async () => {
        const { body } = await anonymous("/.well-known/openid-configuration");
        const document = JSON.parse(body) as Record<string, unknown>;
        expect(document["issuer"]).to.equal(ISSUER);
        expect(document["jwks_uri"]).to.equal(`${cluster.server}/openid/v1/jwks`);
        expect(new URL(cluster.server).hostname).to.equal("127.0.0.1");
    });

    it("lets a service account do only what a role says, and grows roles from others", async () => {
        const access = tokenAccess(cluster.server, cluster.ca, await token(ISSUER));
        const list = async () => (await ask(access, "GET", `${DEFAULT}/secrets`)).status;
        expect(await list()).to.equal(403);
        const rbac = "rbac.authorization.k8s.io";
        await create(cluster.access, `/apis/${rbac}/v1/namespaces/default/rolebindings`, {
            metadata: { name: "edit" },
            roleRef: { apiGroup: rbac, kind: "ClusterRole", name: "edit" },
            subjects: [{ kind: "ServiceAccount", name: "default", namespace: "default" }],
        });
        await until(async () => (await list()) === 200);
        expect(
            (await ask(access, "GET", "/api/v1/namespaces/kube-system/secrets")).status,
        ).to.equal(403);
    });

    it("finishes the deletion of a namespace with things in it, and of no other", async () => {
        for (const name of ["going", "staying"]) {
            await create(cluster.access, "/api/v1/namespaces", { metadata: { name } });
            const secret = { metadata: { name: "thing" } };
            await create(cluster.access, `/api/v1/namespaces/${name}/secrets`, secret);
        }
        const status = async (path: string, method = "GET") =>
            (await ask(cluster.access, method, `/api/v1/namespaces/${path}`)).status;
        expect(await status("going", "DELETE")).to.equal(200);
        await until(async () => (await status("going")) === 404);
        expect(await status("staying/secrets/thing")).to.equal(200);
    });

    it("makes the pods of a deployment and removes them with it, but runs none", async () => {
        const labels = { app: "x" };
        const template = {
            metadata: { labels },
            spec: { containers: [{ name: "x", image: "x" }] },
        };
        const deployments = "/apis/apps/v1/namespaces/default/deployments";
        await create(cluster.access, deployments, {
            metadata: { name: "x" },
            spec: { replicas: 2, selector: { matchLabels: labels }, template },
        });
        const phases = async () => {
            const { json } = await ask(cluster.access, "GET", `${DEFAULT}/pods`);
            return Object.values(json["items"] ?? {}).map((pod) => pod["status"]?.["phase"]);
        };
        await until(async () => (await phases()).length === 2);
        expect(await phases()).to.deep.equal(["Pending", "Pending"]);
        await ask(cluster.access, "DELETE", `${deployments}/x`);
        await until(async () => (await phases()).length === 0);
    });

    it("listens on one port, on loopback only", () => {
        const port = Number(new URL(cluster.server).port)
            .toString(16)
            .toUpperCase()
            .padStart(4, "0");
        const sockets = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((file) =>
            readFileSync(file, "utf8")
                .split("\n")
                .map((line) => line.trim().split(/\s+/)),
        );
        const listening = sockets.filter(([, local, , state]) => {
            return state === "0A" && local?.endsWith(`:${port}`) === true;
        });
        expect(listening.map(([, local]) => local)).to.deep.equal([`0100007F:${port}`]);
    });

    it("keeps its secrets to its owner", () => {
        const own = readdirSync(cluster.dir).find((name) => name.startsWith("control-plane-"));
        const folder = join(cluster.dir, own ?? "");
        expect(statSync(folder).mode & 0o077).to.equal(0);
        for (const name of ["kubeconfig", "tokens.csv", "service-account.key"]) {
            expect(statSync(join(folder, name)).mode & 0o077, name).to.equal(0);
        }
    });

    async function until(check: () => Promise<boolean>): Promise<void> {
        const deadline = Date.now() + 30_000;
        while (!(await check())) {
            if (Date.now() > deadline) throw new Error("expected it within 30 s");
            await sleep(100);
        }
    }
});
