/** The commands in a page: taken apart as a shell does, and judged without running them. */

/** What stands for a stack's own names. */
const NAMES = [
    ...["NAMESPACE", "NAME", "SECRET", "ACCOUNT", "BUCKET", "REGION", "ROLE", "ROLE_ARN"],
    ...["PROVIDER_ARN", "KEY_ARN", "ISSUER"],
];

/** The verbs of `oc` that pages use, and the options of each. */
const OC: Readonly<Record<string, readonly string[]>> = {
    get: ["--all-namespaces", "--selector", "--field-selector", "--sort-by", "-o", "--raw"],
    describe: ["--selector"],
    logs: ["--container", "--previous"],
    patch: ["--type", "--patch"],
    annotate: ["--overwrite"],
    create: ["--from-literal", "-f", "--audience"],
    delete: ["--selector"],
    edit: [],
    extract: ["--to"],
    "api-resources": ["--api-group"],
    auth: [],
    adm: [],
    config: [],
    login: [],
    whoami: [],
};

/** Kinds that pages name, as `oc` takes them, and where the API has them; no path: OpenShift's alone, only parsed. */
export const KINDS: Readonly<Record<string, string | undefined>> = {
    ...core("pod", "secret", "serviceaccount", "event", "configmap", "persistentvolumeclaim"),
    ...core("resourcequota"),
    ...everywhere("/api/v1", "node", "namespace"),
    ...namespaced("/apis/apps/v1", "deployment", "statefulset"),
    networkpolicies: "/apis/networking.k8s.io/v1/namespaces/NAMESPACE/networkpolicies",
    ...namespaced("/apis/discovery.k8s.io/v1", "endpointslice"),
    ...namespaced("/apis/tempo.grafana.com/v1alpha1", "tempostack", "tempomonolithic"),
    storageclasses: "/apis/storage.k8s.io/v1/storageclasses",
    crd: "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
    authentication: "/apis/config.openshift.io/v1/authentications",
    ...everywhere("/apis/admissionregistration.k8s.io/v1", "mutatingwebhookconfiguration"),
    ...ofOpenShift("adminnetworkpolicies", "egressfirewalls", "cloudcredential", "clusteroperator"),
    ...ofOpenShift("clusterserviceversions", "credentialsrequest", "imagedigestmirrorsets"),
    ...ofOpenShift("imagetagmirrorsets", "machineconfigs", "packagemanifests", "proxy"),
    ...ofOpenShift("subscriptions", "subscription"),
};

/** Services of `aws`, and the package of the SDK that knows their operations; none: only parsed. */
export const SERVICES: Readonly<Record<string, string | undefined>> = {
    iam: "@aws-sdk/client-iam",
    sts: "@aws-sdk/client-sts",
    s3api: "@aws-sdk/client-s3",
    kms: "@aws-sdk/client-kms",
    cloudtrail: "@aws-sdk/client-cloudtrail",
    ...{ s3: undefined, ec2: undefined, sso: undefined, organizations: undefined },
    "service-quotas": undefined,
};

const OTHERS = ["curl", "timedatectl"];

/** One command: its words, without quotes. */
export type Command = readonly string[];

/** The commands of a page, in order. */
export function commandsOf(markdown: string): Command[] {
    const blocks = [...markdown.matchAll(/^```bash\n([\s\S]*?)^```/gm)].map(([, text]) => text);
    return blocks
        .flatMap((text) => logicalLines(text ?? ""))
        .map(wordsOf)
        .filter((words) => words.length > 0);
}

/** What is wrong with a command; undefined for one that may be. */
export function problemOf(command: Command): string | undefined {
    const [program = "", ...rest] = command;
    const text = command.join(" ");
    const odd = [...text.matchAll(/\$([A-Z_]+)/g)].find(([, name]) => !NAMES.includes(name ?? ""));
    if (odd !== undefined) return `${text}: ${odd[0]} is explained nowhere`;
    if (program === "oc") return ofOc(rest, text);
    if (program === "aws") {
        return (rest[0] ?? "") in SERVICES ? undefined : `${text}: no such service is known here`;
    }
    return program === "tempo-sts" || OTHERS.includes(program)
        ? undefined
        : `${text}: ${program} is not among the programs of the pages`;
}

/** The verb of an `oc` command and what follows it, options of all verbs taken away. */
export function ocParts(words: Command): { readonly verb: string; readonly rest: Command } {
    const at = words.indexOf("--namespace");
    const without = at < 0 ? words : [...words.slice(0, at), ...words.slice(at + 2)];
    return { verb: without[0] ?? "", rest: without.slice(1) };
}

/** The kinds that an `oc` command names. */
export function kindsOf(words: Command): string[] {
    const { verb, rest } = ocParts(words);
    const [first = ""] = rest;
    if (verb === "logs" || verb === "extract") return [first.split("/")[0] ?? ""];
    const named = ["get", "describe", "patch", "annotate", "delete", "edit"].includes(verb);
    return named && !first.startsWith("-") ? first.split(",") : [];
}

function ofOc(words: Command, text: string): string | undefined {
    const { verb, rest } = ocParts(words);
    const options = OC[verb];
    if (options === undefined) return `${text}: oc has no verb ${verb} here`;
    const given = rest
        .filter((word) => /^--?[a-z]/.test(word))
        .map((word) => word.replace(/=.*/s, ""));
    const unknown = given.find((option) => !options.includes(option));
    if (unknown !== undefined) return `${text}: ${verb} takes no ${unknown}`;
    const kind = kindsOf(words).find((each) => !Object.hasOwn(KINDS, each));
    if (kind !== undefined) return `${text}: no kind ${kind} is known here`;
    const patch = rest[rest.indexOf("--patch") + 1];
    return verb === "patch" && !isJson(patch ?? "") ? `${text}: the patch is no JSON` : undefined;
}

function isJson(text: string): boolean {
    try {
        JSON.parse(text);
        return true;
    } catch {
        return false;
    }
}

function logicalLines(text: string): string[] {
    return text.replace(/\\\n\s*/g, " ").split("\n");
}

// Quotes of both kinds, and what a backslash keeps within double ones. A pipe ends what is looked at.
function wordsOf(line: string): string[] {
    const [command = ""] = /^(?:[^|'"]|'[^']*'|"(?:\\.|[^"\\])*")*/.exec(line) ?? [];
    const words = command.match(/(?:[^\s'"]|'[^']*'|"(?:\\.|[^"\\])*")+/g) ?? [];
    return words.map((word) =>
        word.replace(
            /'([^']*)'|"((?:\\.|[^"\\])*)"/g,
            (_, plain: string | undefined, quoted: string | undefined) =>
                plain ?? (quoted ?? "").replace(/\\(["\\$`])/g, "$1"),
        ),
    );
}

function core(...kinds: string[]) {
    return namespaced("/api/v1", ...kinds);
}

function namespaced(api: string, ...kinds: string[]): Record<string, string> {
    return inBothNumbers(kinds, (plural) => `${api}/namespaces/NAMESPACE/${plural}`);
}

function everywhere(api: string, ...kinds: string[]): Record<string, string> {
    return inBothNumbers(kinds, (plural) => `${api}/${plural}`);
}

function inBothNumbers(
    kinds: readonly string[],
    path: (plural: string) => string,
): Record<string, string> {
    return Object.fromEntries(
        kinds.flatMap((kind) => [kind, `${kind}s`].map((each) => [each, path(`${kind}s`)])),
    );
}

function ofOpenShift(...kinds: string[]): Record<string, undefined> {
    return Object.fromEntries(kinds.map((kind) => [kind, undefined]));
}
