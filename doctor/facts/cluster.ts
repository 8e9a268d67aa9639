// What the cluster tells of one Tempo.
import { STS_AUDIENCE } from "../../components/pure/issuer.ts";
import { operandSelector } from "../../components/pure/names/operand-names.ts";
import { isTable } from "../../components/pure/fields/raw-values.ts";
import { serviceAccountSubject } from "../../components/pure/service-accounts.ts";
import { listAt, textAt, valueAt } from "../../stacks/cluster/answers.ts";
import { OPERATOR_DEPLOYMENTS } from "../../stacks/cluster/tempo-operator.ts";
import type { Facts } from "../facts.ts";
import { inferredMode } from "./credential-mode.ts";
import { expectedServiceAccounts } from "./expected-service-accounts.ts";
import { readServiceAccounts, type ServiceAccountFact } from "./service-accounts.ts";
import { objectOf, Unreadable } from "./unreadable.ts";

/** How Tempo proves to AWS who it is. */
export type CredentialMode = "static" | "token" | "token-cco";

/** The custom resource, as it is in the cluster. */
export interface TempoObject {
    readonly body: Readonly<Record<string, unknown>>;
    readonly secretName: string;
    /** `s3`, `azure`, `gcs`; for a TempoMonolithic also `memory` and `pv`. */
    readonly storageType: string;
    /** What the specification says; empty where the Secret's keys decide. */
    readonly credentialMode: string;
}

/** The storage Secret; values as the pods see them, blanks and line ends included. */
export interface StorageSecret {
    readonly name: string;
    readonly fields: Readonly<Record<string, string>>;
    /** The keys whose values are no text, or no base64. */
    readonly unreadableKeys: readonly string[];
}

/** What the Secret says of the storage, without blanks and line ends around it. */
export interface StorageTarget {
    readonly mode: CredentialMode;
    readonly bucket: string;
    /** Empty in static mode. */
    readonly region: string;
    /** Empty in static mode; in token-cco mode that of the operator. */
    readonly roleArn: string;
}

/** A pod of this Tempo. */
export interface TempoPod {
    readonly name: string;
    readonly component: string;
    readonly serviceAccount: string;
    readonly body: unknown;
}

/** A service account by which this Tempo's pods reach AWS. */
export interface PodIdentity {
    readonly name: string;
    /** What carries `sub` in its tokens. */
    readonly subject: string;
    /** The pods that use it; empty where none is there yet. */
    readonly pods: readonly string[];
}

/** The facts of the cluster, by name. */
export interface ClusterFacts {
    /** Undefined where there is none. */
    readonly tempo: TempoObject | undefined;
    readonly secret: StorageSecret | undefined;
    readonly storage: StorageTarget;
    readonly pods: readonly TempoPod[];
    /** The service accounts whose pods talk to S3, as the pods use them; without pods as the resource implies. */
    readonly identities: readonly PodIdentity[];
    /** Those of `identities` that are there. */
    readonly serviceAccounts: readonly ServiceAccountFact[];
    /** The audience that the tokens are made for. */
    readonly audience: string;
    /** The role that the operator was given for token-cco (`ROLEARN`); empty where it was given none. */
    readonly operatorRoleArn: string;
}

type ClusterReaders = {
    readonly [Name in keyof ClusterFacts]: (facts: Facts) => Promise<ClusterFacts[Name]>;
};

/** A reader for each of them. */
export const CLUSTER_READERS: ClusterReaders = {
    tempo: readTempo,
    secret: readSecret,
    storage: readStorage,
    pods: readPods,
    identities: readIdentities,
    serviceAccounts: readServiceAccounts,
    audience: async () => Promise.resolve(STS_AUDIENCE),
    operatorRoleArn: readOperatorRoleArn,
};

// The components that reach the bucket; the distributor and the gateway never do.
const WITHOUT_STORAGE = new Set(["distributor", "gateway"]);

/** Where the cluster serves both kinds of Tempo. */
export const TEMPO_API = "/apis/tempo.grafana.com/v1alpha1";

/** What the API calls them. */
export const TEMPO_RESOURCES = {
    tempostack: "tempostacks",
    tempomonolithic: "tempomonolithics",
} as const;

async function readTempo({ tools }: Facts): Promise<TempoObject | undefined> {
    const { kind, namespace, name } = tools.subject;
    const path = `${TEMPO_API}/namespaces/${namespace}/${TEMPO_RESOURCES[kind]}/${name}`;
    const answer = await tools.cluster.ask(path, { signal: tools.signal });
    const body = objectOf(`${kind} ${namespace}/${name}`, answer);
    if (body === undefined) return undefined;
    if (kind === "tempostack") {
        const secret = ["spec", "storage", "secret"];
        return {
            body,
            secretName: textAt(body, ...secret, "name"),
            storageType: textAt(body, ...secret, "type"),
            credentialMode: textAt(body, ...secret, "credentialMode"),
        };
    }
    const traces = ["spec", "storage", "traces"];
    const storageType = textAt(body, ...traces, "backend") || "memory";
    return {
        body,
        secretName: textAt(body, ...traces, storageType, "secret"),
        storageType,
        credentialMode: textAt(body, ...traces, storageType, "credentialMode"),
    };
}

async function readSecret(facts: Facts): Promise<StorageSecret | undefined> {
    const { tools } = facts;
    const tempo = await facts.need("tempo");
    if (tempo === undefined || tempo.secretName === "") return undefined;
    const { namespace } = tools.subject;
    const path = `/api/v1/namespaces/${namespace}/secrets/${tempo.secretName}`;
    const answer = await tools.cluster.ask(path, { signal: tools.signal });
    const body = objectOf(`Secret ${namespace}/${tempo.secretName}`, answer);
    return body === undefined
        ? undefined
        : { name: tempo.secretName, ...decoded(valueAt(body, "data")) };
}

function decoded(data: unknown): Pick<StorageSecret, "fields" | "unreadableKeys"> {
    const fields: Record<string, string> = {};
    const unreadableKeys: string[] = [];
    for (const [key, value] of Object.entries(isTable(data) ? data : {})) {
        const bytes = typeof value === "string" ? Buffer.from(value, "base64") : undefined;
        const text = bytes?.toString("utf8");
        if (bytes === undefined || text === undefined || !Buffer.from(text).equals(bytes)) {
            unreadableKeys.push(key);
        } else {
            fields[key] = text;
        }
    }
    return { fields, unreadableKeys };
}

async function readStorage(facts: Facts): Promise<StorageTarget> {
    const tempo = await facts.need("tempo");
    const secret = await facts.need("secret");
    if (tempo === undefined) throw new Unreadable("there is no such Tempo");
    if (secret === undefined) throw new Unreadable("there is no storage Secret");
    const { bucket = "", region = "", role_arn: roleArn = "" } = secret.fields;
    const mode = inferredMode(tempo.credentialMode, secret.fields);
    const own = mode === "token-cco" ? await facts.need("operatorRoleArn") : roleArn;
    return { mode, bucket: bucket.trim(), region: region.trim(), roleArn: own.trim() };
}

async function readPods({ tools }: Facts): Promise<readonly TempoPod[]> {
    const { namespace, name } = tools.subject;
    const selector = encodeURIComponent(operandSelector(name));
    const path = `/api/v1/namespaces/${namespace}/pods?labelSelector=${selector}`;
    const answer = await tools.cluster.ask(path, { signal: tools.signal });
    const body = objectOf(`the pods of ${namespace}`, answer);
    if (body === undefined) return [];
    if (!Array.isArray(body["items"])) throw new Unreadable("the list of pods has no items");
    return listAt(body, "items").map((pod) => ({
        name: textAt(pod, "metadata", "name"),
        component: textAt(pod, "metadata", "labels", "app.kubernetes.io/component"),
        serviceAccount: textAt(pod, "spec", "serviceAccountName") || "default",
        body: pod,
    }));
}

async function readIdentities(facts: Facts): Promise<readonly PodIdentity[]> {
    const { namespace } = facts.tools.subject;
    const pods = (await facts.need("pods")).filter(({ component }) => reachesStorage(component));
    const tempo = await facts.need("tempo");
    const expected = tempo === undefined ? [] : expectedServiceAccounts(facts.tools.subject, tempo);
    const used = pods.map(({ serviceAccount }) => serviceAccount);
    const names = [...new Set(pods.length === 0 ? expected : used)];
    return names.map((name) => ({
        name,
        subject: serviceAccountSubject(namespace, name),
        pods: pods.filter((pod) => pod.serviceAccount === name).map((pod) => pod.name),
    }));
}

/** Whether the pods of a component talk to S3. */
export function reachesStorage(component: string): boolean {
    return !WITHOUT_STORAGE.has(component);
}

async function readOperatorRoleArn({ tools }: Facts): Promise<string> {
    const answer = await tools.cluster.ask(OPERATOR_DEPLOYMENTS, { signal: tools.signal });
    const body = objectOf("the operator's Deployment", answer);
    const containers = listAt(body, "items").flatMap((each) =>
        listAt(each, "spec", "template", "spec", "containers"),
    );
    const entries = containers.flatMap((each) => listAt(each, "env"));
    const entry = entries.find((each) => textAt(each, "name") === "ROLEARN");
    return textAt(entry, "value");
}
