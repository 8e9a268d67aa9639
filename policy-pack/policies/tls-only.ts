// No bucket answers without TLS, whoever asks.
import type { Problem } from "../../components/pure/problems.ts";
import { stackPolicy } from "../policy.ts";
import { checkBucketSettings, type WantedSetting } from "../reading/bucket-settings.ts";
import { BUCKET_POLICIES } from "../reading/kinds.ts";
import { readDocument, type ConditionTest, type ReadStatement } from "../reading/statements.ts";

const REMEDY =
    "Add a Deny of s3:* to everybody, on bucket and objects, where Bool aws:SecureTransport is false";

const SETTING: WantedSetting = {
    types: BUCKET_POLICIES,
    missing: {
        path: "bucket",
        expected: "an aws.s3.BucketPolicy that refuses requests without TLS",
        found: "no policy for the bucket in this stack",
        remedy: REMEDY,
    },
    faults: ({ props }): Problem[] => {
        const { statements, problems } = readDocument(props["policy"], "policy");
        if (problems.length > 0 || statements.some(refusesPlainHttp)) return [...problems];
        return [
            {
                path: "policy",
                expected: "a statement that refuses every request without TLS",
                found: `${statements.length} statements, none of which does`,
                remedy: REMEDY,
            },
        ];
    },
};

/** TLS only, for every bucket. */
export const tlsOnly = stackPolicy({
    name: "tls-only",
    description: "Every bucket has a policy that refuses requests without TLS",
    severity: "high",
    remedy: REMEDY,
    config: {},
    check: (resources, _config, report, doubts) => {
        checkBucketSettings(resources, SETTING, report, doubts);
    },
});

// Any further condition, and any action or resource left out, would let something through.
function refusesPlainHttp(statement: ReadStatement): boolean {
    const { allows, principals, actions, resources, conditions } = statement;
    const [only, ...more] = conditions;
    return (
        !allows &&
        principals.some(({ kind, name }) => name === "*" && (kind === "*" || kind === "AWS")) &&
        actions.some((action) => action === "*" || action.toLowerCase() === "s3:*") &&
        coversBucket(resources) &&
        only !== undefined &&
        more.length === 0 &&
        isPlainHttp(only)
    );
}

function coversBucket(resources: readonly string[]): boolean {
    return (
        resources.includes("*") ||
        resources.some(
            (objects) =>
                objects.endsWith("/*") && resources.includes(objects.slice(0, -"/*".length)),
        )
    );
}

function isPlainHttp({ operator, key, values }: ConditionTest): boolean {
    return (
        /^Bool(?:IfExists)?$/i.test(operator) &&
        key.toLowerCase() === "aws:securetransport" &&
        values.length === 1 &&
        values[0]?.toLowerCase() === "false"
    );
}
