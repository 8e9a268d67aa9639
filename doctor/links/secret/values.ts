// What the values of the storage Secret have to be: the operator takes any text, and passes it on.
import { arnProblems } from "../../../components/pure/names/arn.ts";
import { partitionOfRegion, regionProblems } from "../../../components/pure/partition.ts";
import { bucketNameProblems } from "../../../components/pure/names/physical-names.ts";
import type { Problem } from "../../../components/pure/problems.ts";
import { valueAt } from "../../../stacks/cluster/answers.ts";
import type { ClusterCause } from "../../causes/cluster.ts";
import { findingOf } from "../../causes/finding.ts";
import type { Finding } from "../../link.ts";
import { keyPlace, MODE_KEYS, modeOf, writeKey, type Asked } from "./asked.ts";
import { encodingFindings } from "./encoding.ts";

/** What is wrong with the values. A value with blanks around it is judged without them as well. */
export function valueFindings(asked: Asked): Finding[] {
    const mode = modeOf(asked);
    const keys = MODE_KEYS[mode];
    const encoding = encodingFindings(asked, keys);
    if (encoding.length > 0) return encoding;
    return [
        ...keys.flatMap((key) => whitespace(asked, key)),
        ...malformed(asked, "bucket", "secret-bucket-name", bucketNameProblems),
        ...(mode === "static" ? endpoint(asked) : ofRole(asked, keys)),
    ];
}

function ofRole(asked: Asked, keys: readonly string[]): Finding[] {
    const region = text(asked, "region");
    const roleProblems = (value: string, path: string) =>
        arnProblems(value, path, {
            service: "iam",
            partition: partitionOfRegion(region),
            resourcePrefix: "role/",
        });
    return [
        ...malformed(asked, "region", "secret-region", regionProblems),
        ...(keys.includes("role_arn")
            ? malformed(asked, "role_arn", "secret-role-arn", roleProblems)
            : []),
    ];
}

function text({ secret }: Asked, key: string): string {
    return (secret.fields[key] ?? "").trim();
}

// The ends of a value are shown with marks: a line end is not seen otherwise. Of keys nothing is shown.
function whitespace(asked: Asked, key: string): Finding[] {
    const value = asked.secret.fields[key] ?? "";
    if (value === value.trim()) return [];
    const isSecret = key.startsWith("access_key");
    const where = [
        ...(value.startsWith(value.trimStart()) ? [] : ["before it"]),
        ...(value.endsWith(value.trimEnd()) ? [] : ["after it"]),
    ].join(" and ");
    return [
        findingOf("secret-whitespace", {
            summary: `The ${keyPlace(asked, key)} has whitespace ${where}, which Tempo and AWS take for a part of it.`,
            evidence: isSecret
                ? [`expected a value without whitespace, found some ${where}`]
                : [`expected ${JSON.stringify(value.trim())}`, `found ${JSON.stringify(value)}`],
            remedy: isSecret
                ? "Write the value without it; `echo` adds a line end, `printf %s` does not."
                : {
                      text: "Write the value without it; `echo` adds a line end, `printf %s` does not.",
                      command: writeKey(asked, key, value.trim()),
                  },
        }),
    ];
}

function malformed(
    asked: Asked,
    key: string,
    cause: ClusterCause,
    problemsOf: (value: string, path: string) => readonly Problem[],
): Finding[] {
    const [problem] = problemsOf(text(asked, key), key);
    if (problem === undefined) return [];
    return [
        findingOf(cause, {
            summary: `The ${keyPlace(asked, key)} is of no use: ${problem.found}.`,
            evidence: [`expected ${problem.expected}`, `found ${problem.found}`],
            remedy: problem.remedy,
        }),
    ];
}

function endpoint(asked: Asked): Finding[] {
    const value = text(asked, "endpoint");
    const isUrl = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) && URL.canParse(value);
    if (!isUrl) {
        const remedy = "Give a URL with its scheme, such as https://s3.us-east-2.amazonaws.com";
        const problem = { path: "endpoint", expected: "a URL with a scheme", found: value, remedy };
        return malformed(asked, "endpoint", "secret-endpoint", () => [problem]);
    }
    const isHttps = value.toLowerCase().startsWith("https:");
    const tls = valueAt(asked.tempo.body, "spec", "storage", "tls", "enabled") === true;
    // A TempoMonolithic goes by the scheme.
    if (!isHttps || tls || asked.kind === "tempomonolithic") return [];
    return [
        findingOf("secret-endpoint-over-http", {
            summary: `The endpoint ${value} is spoken to over plain HTTP: storage.tls is not enabled, and the operator drops the scheme.`,
            evidence: [`found endpoint ${value}`, "expected spec.storage.tls.enabled: true"],
            remedy: "Set spec.storage.tls.enabled: true.",
        }),
    ];
}
