/** Plays AWS's pod identity webhook: a real admission webhook that gives pods what the real one gives them. */
import type { PatchStep, Verdict } from "../../../sandbox/operator/admission/review.ts";
import {
    installWebhooks,
    removeWebhooks,
    type WebhookSet,
} from "../../../sandbox/operator/admission/webhook-configurations.ts";
import { startWebhookServer } from "../../../sandbox/operator/admission/webhook-server.ts";
import type { ClusterApi } from "../../../sandbox/operator/cluster/cluster-api.ts";
import { RESOURCES } from "../../../sandbox/operator/cluster/objects.ts";
import {
    jsonList,
    jsonObject,
    textOf,
    valueAt,
    type JsonObject,
} from "../../../sandbox/operator/cluster/values.ts";
import { read } from "../../../sandbox/operator/cluster/verbs.ts";

/** How it treats one namespace; the others' pods it leaves alone. */
export interface Treatment {
    works: boolean;
    region: string;
    /** What the token is made for, whatever the annotation says. @default - as the annotation says */
    audience: string | undefined;
}

/** A running webhook. */
export interface IdentityWebhook {
    readonly namespaces: Map<string, Treatment>;
    stop(): Promise<void>;
}

const NAME = "pod-identity-webhook";
const TOKEN_FOLDER = "/var/run/secrets/eks.amazonaws.com/serviceaccount";
const PATH = "/mutate";
const AUDIENCE = "sts.amazonaws.com";

/** Starts and installs it. */
export async function startIdentityWebhook(api: ClusterApi): Promise<IdentityWebhook> {
    const namespaces = new Map<string, Treatment>();
    const server = await startWebhookServer({
        handlers: {
            [PATH]: async ({ namespace, object }) =>
                admit(object, namespace, namespaces.get(namespace), api),
        },
        onError: (error) => process.stderr.write(`  (${error.message})\n`),
    });
    const set: WebhookSet = {
        ...{ name: NAME, url: server.url, ca: server.ca, failurePolicy: "Ignore" },
        mutating: [
            {
                name: `${NAME}.amazonaws.com`,
                path: PATH,
                ...{ apiGroup: "", apiVersion: "v1", resource: "pods", operations: ["CREATE"] },
            },
        ],
        validating: [],
    };
    const { signal } = new AbortController();
    await installWebhooks(api, set, signal);
    return {
        namespaces,
        stop: async () => {
            await removeWebhooks(api, NAME, signal).catch(() => undefined);
            await server.stop();
        },
    };
}

async function admit(
    pod: JsonObject,
    namespace: string,
    treatment: Treatment | undefined,
    api: ClusterApi,
): Promise<Verdict> {
    if (treatment?.works !== true) return { allowed: true };
    const name = textOf(valueAt(pod, "spec", "serviceAccountName")) ?? "default";
    const account = await read(api, RESOURCES.ServiceAccount, { namespace, name });
    const annotations = account?.metadata.annotations ?? {};
    const role = annotations["eks.amazonaws.com/role-arn"];
    if (role === undefined) return { allowed: true };
    const audience = treatment.audience ?? annotations["eks.amazonaws.com/audience"] ?? AUDIENCE;
    return { allowed: true, patch: patchFor(pod, role, audience, treatment.region) };
}

// What is there already stays, as with the real one.
function patchFor(pod: JsonObject, role: string, audience: string, region: string): PatchStep[] {
    const given = {
        AWS_REGION: region,
        AWS_ROLE_ARN: role,
        AWS_WEB_IDENTITY_TOKEN_FILE: `${TOKEN_FOLDER}/token`,
    };
    const name = "aws-iam-token";
    const mount = { name, mountPath: TOKEN_FOLDER, readOnly: true };
    const containers = jsonList(valueAt(pod, "spec", "containers")).map((each) => {
        const container = jsonObject(each);
        const env = jsonList(container["env"]);
        const has = (key: string): boolean => env.some((one) => valueAt(one, "name") === key);
        if (has("AWS_WEB_IDENTITY_TOKEN_FILE")) return container;
        const added = Object.entries(given)
            .filter(([key]) => !has(key))
            .map(([key, value]) => ({ name: key, value }));
        const mounts = [...jsonList(container["volumeMounts"]), mount];
        return { ...container, env: [...env, ...added], volumeMounts: mounts };
    });
    const token = { audience, expirationSeconds: 86_400, path: "token" };
    const volume = { name, projected: { sources: [{ serviceAccountToken: token }] } };
    const volumes = [...jsonList(valueAt(pod, "spec", "volumes")), volume];
    return [
        { op: "add", path: "/spec/containers", value: containers },
        { op: "add", path: "/spec/volumes", value: volumes },
    ];
}
