// Every bucket says how it encrypts, and says it as a resource of its own.
import { describeValue, type Problem } from "../../components/pure/problems.ts";
import { stackPolicy } from "../policy.ts";
import { checkBucketSettings } from "../reading/bucket-settings.ts";
import { BUCKET_ENCRYPTIONS } from "../reading/kinds.ts";
import { at, listOf } from "../reading/values.ts";

/** What may be configured. */
type Config = Readonly<Record<"algorithms", readonly string[]>>;

/** Encryption with an algorithm that is allowed, for every bucket. */
export const encryptedBucket = stackPolicy<Config>({
    name: "encrypted-bucket",
    description: "Every bucket has an encryption configuration with an algorithm that is allowed",
    severity: "high",
    remedy: "Add aws.s3.BucketServerSideEncryptionConfiguration; the bucket's own field is deprecated",
    config: {
        algorithms: {
            description: "Algorithms that may be used; leave AES256 out to demand a key of KMS",
            default: ["AES256", "aws:kms", "aws:kms:dsse"],
        },
    },
    check: (resources, { algorithms }, report, doubts) => {
        const setting = {
            types: BUCKET_ENCRYPTIONS,
            missing: {
                path: "bucket",
                expected: "an aws.s3.BucketServerSideEncryptionConfiguration for the bucket",
                found: "none in this stack",
                remedy: "Add one; what AWS does by default is not what anybody decided",
            },
            faults: ({ props }: { props: Record<string, unknown> }): readonly Problem[] =>
                ruleFaults(props["rules"], algorithms),
        };
        checkBucketSettings(resources, setting, report, doubts);
    },
});

function ruleFaults(rules: unknown, algorithms: readonly string[]): Problem[] {
    const used = listOf(rules).map((rule) =>
        at(rule, "applyServerSideEncryptionByDefault", "sseAlgorithm"),
    );
    const wrong = used.filter((each) => typeof each !== "string" || !algorithms.includes(each));
    const problem = (found: unknown): Problem => ({
        path: "rules[].applyServerSideEncryptionByDefault.sseAlgorithm",
        expected: `one of ${algorithms.join(", ")}`,
        found: describeValue(found),
        remedy: "Choose one of these, or add it to the policy's `algorithms`",
    });
    return used.length === 0 ? [problem(undefined)] : wrong.map(problem);
}
