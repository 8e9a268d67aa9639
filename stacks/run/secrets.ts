// The secrets that a run works with, so that nothing it tells shows one of them.
import { namesSecret, redact } from "../../components/pure/redact.ts";
import { valueAt } from "../cluster/answers.ts";
import { isTable } from "../../components/pure/fields/raw-values.ts";
import type { RunOptions } from "./options.ts";

const SECRET_NAME = /TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|PRIVATE_KEY|API_KEY|CREDENTIAL/i;
// Where something is, and not what it is.
const PLACE_NAME = /(?:_FILE|_PATH|_DIR|_URL|_URI|_ENDPOINT|_NAME|_SOURCE)$/i;
// Shorter ones are words such as `true`: replaced, they would make everything unreadable and hide nothing.
const SHORTEST_OF_ENVIRONMENT = 8;
const SHORTEST_OF_SETTINGS = 4;
const PASSPHRASE = "PULUMI_CONFIG_PASSPHRASE";

/** Everything that this run must not show: what was named, what the settings hold, and what the environment's names tell. */
export function secretsOf({ secrets = [], settings, target, env }: RunOptions): string[] {
    const environment = { ...(env ?? process.env), ...target.env };
    const fromEnvironment = Object.entries(environment).flatMap(([name, value]): string[] => {
        if (value === undefined || value === "") return [];
        if (name === PASSPHRASE) return value.length >= SHORTEST_OF_SETTINGS ? [value] : [];
        const isSecret = SECRET_NAME.test(name) && !PLACE_NAME.test(name);
        return isSecret && value.length >= SHORTEST_OF_ENVIRONMENT ? [value] : [];
    });
    const { aws, kubernetesProvider, secretKeys } = settings;
    const sections = { aws, kubernetes: kubernetesProvider };
    const fromSettings = Object.entries(sections).flatMap(([section, values]) =>
        Object.entries(values).flatMap(([key, value]) =>
            isSecretSetting(section, key, secretKeys) ? textsIn(value) : [],
        ),
    );
    const fromOwn = secretKeys
        .flatMap((key) => textsIn(valueAt(settings, ...key.split("."))))
        .filter((text) => text.length >= SHORTEST_OF_SETTINGS);
    const fromKubeconfig = credentialsIn(settings.kubernetes.kubeconfig ?? "");
    return [...secrets, ...fromEnvironment, ...fromSettings, ...fromOwn, ...fromKubeconfig];
}

// Where it is a path there is nothing to be found in it.
function credentialsIn(kubeconfig: string): string[] {
    const named = /\b(?:token|password|client-key-data)["']?\s*:\s*["']?([^\s"',}]+)/g;
    return [...kubeconfig.matchAll(named)].flatMap(([, value]) => value ?? []);
}

/** Redacts every text in a value; its names and its form stay. */
export function redactDeep<T>(value: T, secrets: readonly string[]): T {
    return redacted(value, secrets) as T;
}

function redacted(value: unknown, secrets: readonly string[]): unknown {
    if (typeof value === "string") {
        return redact(value, secrets);
    }
    if (Array.isArray(value)) {
        return value.map((each) => redacted(each, secrets));
    }
    if (!isTable(value)) {
        return value;
    }
    const entries = Object.entries(value).map(([key, each]) => [
        key,
        typeof each === "string" && namesSecret(key) ? "[redacted]" : redacted(each, secrets),
    ]);
    return Object.fromEntries(entries) as unknown;
}

function isSecretSetting(section: string, key: string, secretKeys: readonly string[]): boolean {
    return (
        secretKeys.includes(`${section}:${key}`) ||
        (section === "aws" && ["secretKey", "token"].includes(key))
    );
}

function textsIn(value: unknown): string[] {
    if (typeof value === "string") return value === "" ? [] : [value];
    if (Array.isArray(value)) return value.flatMap(textsIn);
    return isTable(value) ? Object.values(value).flatMap(textsIn) : [];
}
