// A cluster and AWS for the preflight: servers that answer as a test tells them, and a CLI that only prints its version.
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { preflight } from "../../../stacks/run/actions/preflight.ts";
import { PhaseError } from "../../../stacks/run/failure.ts";
import type { PhaseContext, RunFacts } from "../../../stacks/run/options.ts";
import { packageVersion } from "../../../stacks/run/preflight/package-version.ts";
import type { Finding } from "../../../stacks/run/report.ts";
import type { Settings } from "../../../stacks/settings/settings.ts";
import { localServer, type Received, type Reply } from "../support/local-server.ts";
import { phaseContext, settingsFor } from "./context.ts";

/** An answer, where a test has one. */
export type Answer = (request: Received) => Reply | undefined;

/** How a preflight ended. */
export interface Checked {
    readonly error: PhaseError | undefined;
    readonly findings: readonly Finding[];
    readonly detail: string;
    readonly facts: RunFacts | undefined;
    readonly found: (name: string) => Finding | undefined;
}

/** The servers; a test changes what they answer. */
export interface PreflightWorld {
    /** The folder with the CLI. */
    readonly home: string;
    cluster: Answer;
    aws: Answer;
    /** Settings that lead to both. */
    settings(): Settings;
    /** Makes a preflight; `aws` is configuration of the provider. */
    make(more?: Partial<PhaseContext>, aws?: Record<string, unknown>): Promise<Checked>;
    stop(): Promise<void>;
}

/** The API server's answers for what is refused, and for what is not there. */
export const FORBIDDEN: Reply = { status: 403, body: { message: "not for you" } };
export const GONE: Reply = { status: 404, body: { message: "not found" } };

/** Starts the servers. */
export async function preflightWorld(): Promise<PreflightWorld> {
    const home = await fakeHome();
    const cluster = await localServer((request) => world.cluster(request) ?? goodCluster(request));
    const cloud = await localServer((request) => world.aws(request) ?? goodAws(request));
    const places = { cluster: cluster.url, sts: cloud.url, iam: cloud.url };
    const world: PreflightWorld = {
        home,
        cluster: () => undefined,
        aws: () => undefined,
        settings: () => settingsFor(places),
        make: async (more = {}, aws = {}) => {
            const env = { PATH: home, PULUMI_HOME: home };
            const context = phaseContext(settingsFor(places, {}, aws), { env, ...more });
            return checked(context);
        },
        stop: async () => {
            await Promise.all([cluster, cloud].map(async (server) => server.stop()));
            await rm(home, { recursive: true, force: true });
        },
    };
    return world;
}

async function checked(context: PhaseContext): Promise<Checked> {
    const outcome = await preflight(context).then(
        ({ findings = [], detail, facts }) => ({ findings, detail, facts, error: undefined }),
        (error: unknown) => {
            if (!(error instanceof PhaseError)) throw error;
            return { error, findings: error.findings, detail: "", facts: undefined };
        },
    );
    const found = (name: string) => outcome.findings.find((each) => each.name === name);
    return { ...outcome, found };
}

async function fakeHome(): Promise<string> {
    const home = await mkdtemp(join(tmpdir(), "tempo-sts-preflight-"));
    for (const name of ["pulumi", "pulumi-language-nodejs"]) {
        const file = join(home, name);
        await writeFile(file, "#!/bin/sh\necho v3.259.0\n");
        await chmod(file, 0o755);
    }
    for (const name of ["aws", "kubernetes"]) {
        const version = packageVersion(`@pulumi/${name}`);
        await mkdir(join(home, "plugins", `resource-${name}-v${version}`), { recursive: true });
    }
    return home;
}

function goodCluster({ url }: Received): Reply {
    if (url === "/version") return { status: 200, body: { gitVersion: "v1.36.0" } };
    if (url === "/apis/tempo.grafana.com/v1alpha1") {
        return { status: 200, body: { resources: [{ name: "tempostacks" }] } };
    }
    if (url.includes("clusterserviceversions")) return csv("0.22.3");
    if (url.includes("/deployments")) return deployment();
    if (url.includes("/tempostacks")) {
        const metadata = { namespace: "x", name: "y" };
        return {
            status: 200,
            body: { items: [{ metadata, status: { operatorVersion: "0.22.1" } }] },
        };
    }
    if (!url.includes("mutatingwebhookconfigurations")) return GONE;
    const webhooks = [{ name: "pod-identity-webhook.amazonaws.com", failurePolicy: "Ignore" }];
    return {
        status: 200,
        body: { items: [{ metadata: { name: "pod-identity-webhook" }, webhooks }] },
    };
}

/** An answer for some of the paths. */
export function at(part: string, reply: Reply): Answer {
    return ({ url }) => (url.includes(part) ? reply : undefined);
}

/** An answer for an action of AWS. */
export function iam(action: string, reply: Reply): Answer {
    return ({ body }) => (body.includes(`Action=${action}`) ? reply : undefined);
}

/** What OLM says of the operator. */
export function csv(version: string, phase = "Succeeded"): Reply {
    const owned = [{ name: "tempostacks.tempo.grafana.com" }];
    const found = {
        metadata: { namespace: "o", name: `tempo-operator.v${version}` },
        spec: { version, customresourcedefinitions: { owned } },
        status: { phase, message: "" },
    };
    return { status: 200, body: { items: [{ metadata: { name: "another" } }, found] } };
}

function deployment(): Reply {
    const image = "ghcr.io/grafana/tempo-operator/tempo-operator:v0.22.0";
    const spec = { template: { spec: { containers: [{ image }] } } };
    const metadata = { namespace: "o", name: "tempo-operator-controller" };
    return { status: 200, body: { items: [{ metadata, spec, status: { availableReplicas: 1 } }] } };
}

/** An OIDC provider with one audience. */
export function provider(audience: string): Reply {
    const list = `<ClientIDList><member>${audience}</member></ClientIDList>`;
    return answer("GetOpenIDConnectProvider", `${list}<Url>oidc.example/c</Url>`);
}

function goodAws({ body }: Received): Reply {
    if (body.includes("GetCallerIdentity")) {
        return answer(
            "GetCallerIdentity",
            "<Arn>arn:aws:iam::123456789012:user/u</Arn><UserId>U</UserId><Account>123456789012</Account>",
        );
    }
    if (body.includes("ListOpenIDConnectProviders")) {
        const member = "<member><Arn>arn:aws:iam::123456789012:oidc-provider/other</Arn></member>";
        return answer(
            "ListOpenIDConnectProviders",
            `<OpenIDConnectProviderList>${member}</OpenIDConnectProviderList>`,
        );
    }
    return provider("sts.amazonaws.com");
}

function answer(action: string, result: string): Reply {
    return {
        status: 200,
        body: `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`,
    };
}
