/** What a new stack needs to be told, and how its file says it. */
import type { GivenSetting } from "../options/values.ts";

/** Everything that is asked. */
export interface Answers {
    readonly stack: string;
    readonly namespace: string;
    readonly region: string;
    /** @default - where `pulumi login` points, or PULUMI_BACKEND_URL */
    readonly backend: string | undefined;
    /** @default - the backend's own */
    readonly secretsProvider: string | undefined;
    /** @default - the current one of whoever deploys */
    readonly context: string | undefined;
}

/** The settings of the new file, as `pulumi config set --path` would take them. */
export function settingsIn(answers: Answers, more: readonly GivenSetting[]): GivenSetting[] {
    const { namespace, region, context } = answers;
    return [
        ["namespace", namespace],
        ["region", region],
        ...(context === undefined ? [] : [["kubernetes.context", context] as const]),
        ...more,
    ];
}

/** The command lines that follow, with what the file cannot hold. */
export function nextSteps(answers: Answers, file: string | undefined): string[] {
    const { stack, backend, secretsProvider } = answers;
    const options = [
        `--stack ${stack}`,
        ...(file === undefined ? [] : [`--config-file ${quoted(file)}`]),
        ...(backend === undefined ? [] : [`--backend ${quoted(backend)}`]),
        ...(secretsProvider === undefined ? [] : [`--secrets-provider ${quoted(secretsProvider)}`]),
    ].join(" ");
    return ["preview", "up"].map((verb) => `tempo-sts ${verb} ${options}`);
}

/** The file as it is written. */
export async function configFileText(
    answers: Answers,
    values: Readonly<Record<string, { readonly value: string }>>,
): Promise<string> {
    const { dump } = await import("js-yaml");
    const config = Object.fromEntries(
        Object.entries(values).map(([key, { value }]) => [key, parsed(value)]),
    );
    const { secretsProvider } = answers;
    const content = {
        ...(keeps(secretsProvider) ? { secretsprovider: secretsProvider } : {}),
        config,
    };
    const comments = [
        "Made by `tempo-sts init`; docs/settings.md names every setting.",
        `Deploy it: ${nextSteps(answers, undefined).at(-1) ?? ""}`,
    ];
    const lead = comments.map((line) => `# ${line.replace(/\s+/gu, " ")}\n`).join("");
    return `${lead}${dump(content, { lineWidth: -1 })}`;
}

/** Pulumi's file says nothing of a passphrase: it is what it has without a provider. */
function keeps(secretsProvider: string | undefined): boolean {
    return secretsProvider !== undefined && secretsProvider !== "passphrase";
}

/** Tables and lists are kept as JSON while they are collected. */
function parsed(value: string): unknown {
    if (!/^[[{]/u.test(value)) return value;
    try {
        return JSON.parse(value) as unknown;
    } catch {
        // A text that only begins like one.
        return value;
    }
}

/** As a shell takes it in one piece. */
function quoted(text: string): string {
    return /^[\w@%+=:,./-]+$/u.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
