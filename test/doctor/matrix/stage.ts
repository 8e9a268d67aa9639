/** One healthy stack of its own, with everything that a fault may touch. */
import type { Diagnosis } from "../../../doctor/diagnose.ts";
import type { FactTools, Subject } from "../../../doctor/facts.ts";
import type { OutsideAnswer } from "../../../stacks/aws/outside.ts";
import type { Link } from "../../../doctor/link.ts";
import type { SandboxClients } from "../../../sandbox/aws/clients.ts";
import type { ClusterApi } from "../../../sandbox/operator/cluster/cluster-api.ts";
import type { ClusterObject, KnownKind } from "../../../sandbox/operator/cluster/objects.ts";
import type { JsonObject } from "../../../sandbox/operator/cluster/values.ts";
import type { PolicyDocument } from "../../../components/pure/policies/statement.ts";
import type { AwsConnection } from "../../../stacks/aws/connection.ts";
import type { Rules } from "./cluster-proxy.ts";
import type { Treatment } from "./identity-webhook.ts";
import type { Shape } from "./shape.ts";

/** The names of a stage's things. */
export interface StageNames {
    readonly namespace: string;
    readonly tempoName: string;
    readonly secretName: string;
    readonly bucketName: string;
    readonly roleName: string;
    readonly roleArn: string;
    readonly region: string;
    readonly accountId: string;
    readonly issuer: string;
    readonly providerArn: string;
    /** The service accounts whose pods talk to S3. */
    readonly serviceAccounts: readonly string[];
}

/** How a stage is looked at. */
export interface DiagnosisOptions {
    /** Whether tokens are asked for and objects written. @default false */
    readonly probe?: boolean;
    readonly signal?: AbortSignal;
    /** @default - all */
    readonly links?: readonly Link[];
    /** Another than the stage's own. */
    readonly kubeconfig?: string;
    /** @default - the stage's */
    readonly patience?: number;
}

/** A stage. */
export interface Stage {
    readonly shape: Shape;
    readonly subject: Subject;
    readonly names: StageNames;
    /** As administrator of the cluster, past the proxy. */
    readonly api: ClusterApi;
    /** As administrator of AWS. */
    readonly aws: SandboxClients;
    /** The role's documents as tempo-sts makes them. */
    readonly documents: { readonly trust: PolicyDocument; readonly access: PolicyDocument };
    /** How the doctor reaches AWS; a fault may put other members in. */
    connection: AwsConnection;
    /** The doctor's clock. */
    now: () => number;
    /** What the internet answers to the doctor; undefined: as the issuer of the cluster would. */
    outside: (url: string) => OutsideAnswer | undefined;
    /** How long the doctor waits for an answer of the cluster, in milliseconds. */
    patience: number;
    /** What the API server answers to this stage's doctor. */
    readonly proxy: Rules;
    readonly webhook: Treatment;
    /** JSON merge patch, of the status too where `status` is given. */
    patch(kind: KnownKind, name: string, patch: JsonObject, subresource?: "status"): Promise<void>;
    apply(object: ClusterObject): Promise<void>;
    remove(kind: KnownKind, name: string): Promise<void>;
    /** Merges texts into the storage Secret; undefined takes a key away. */
    patchSecret(fields: Readonly<Record<string, string | undefined>>): Promise<void>;
    pods(): Promise<readonly ClusterObject[]>;
    /** Has all pods start anew, and waits until they are ready. */
    restartPods(): Promise<void>;
    /** Answers GETs whose path contains the text, for this stage's doctor alone. */
    answer(part: string, status: number, body?: unknown): void;
    /** Has the doctor read these lines in every pod's log. */
    logs(...lines: string[]): void;
    setTrust(document: PolicyDocument): Promise<void>;
    setAccess(document: PolicyDocument): Promise<void>;
    /** With what the doctor reads this stage. */
    tools(options?: DiagnosisOptions): Promise<FactTools>;
    diagnose(options?: DiagnosisOptions): Promise<Diagnosis>;
}
