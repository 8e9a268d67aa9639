// No bucket can be made public, by whatever policy or ACL.
import { describeValue, type Problem } from "../../components/pure/problems.ts";
import { stackPolicy } from "../policy.ts";
import { checkBucketSettings, type WantedSetting } from "../reading/bucket-settings.ts";
import { PUBLIC_ACCESS_BLOCKS } from "../reading/kinds.ts";

const SWITCHES = [
    "blockPublicAcls",
    "blockPublicPolicy",
    "ignorePublicAcls",
    "restrictPublicBuckets",
] as const;

const SETTING: WantedSetting = {
    types: PUBLIC_ACCESS_BLOCKS,
    missing: {
        path: "bucket",
        expected: "an aws.s3.BucketPublicAccessBlock for the bucket",
        found: "none in this stack",
        remedy: "Add one with all four switches true",
    },
    faults: ({ props }) =>
        SWITCHES.filter((key) => props[key] !== true).map((key): Problem => ({
            path: key,
            expected: "true",
            found: describeValue(props[key]),
            remedy: "All four switches are needed: each closes another way to the public",
        })),
};

/** Public access blocked, all four ways, for every bucket. */
export const publicAccessBlocked = stackPolicy({
    name: "public-access-blocked",
    description: "Every bucket has a public access block with all four switches on",
    severity: "critical",
    remedy: "Add aws.s3.BucketPublicAccessBlock with all four switches true",
    config: {},
    check: (resources, _config, report, doubts) => {
        checkBucketSettings(resources, SETTING, report, doubts);
    },
});
