// What a key of the stack's own needs. A key has no ARN before it is there: its tags tell whose it is.
import { callTable, providerSource, type CallTable } from "../call.ts";

const READ = ["create", "read", "update"] as const;

/** The key. */
export const KMS_KEY: CallTable = callTable(
    "kms",
    { caller: "aws:kms/key:Key", source: providerSource("kms/key.go") },
    [
        { on: "birth", phases: ["create"], proven: ["CreateKey", "TagResource"] },
        { on: "key", phases: ["create", "update"], proven: ["EnableKeyRotation"] },
        {
            on: "key",
            phases: READ,
            proven: ["DescribeKey", "GetKeyPolicy", "GetKeyRotationStatus", "ListResourceTags"],
        },
        {
            on: "key",
            phases: ["update"],
            proven: ["TagResource", "UntagResource"],
            asked: ["UpdateKeyDescription"],
        },
        { on: "key", phases: ["delete"], proven: ["ScheduleKeyDeletion"] },
    ],
);

/** Its name, which AWS authorises on both the alias and the key. */
export const KMS_ALIAS: CallTable = callTable(
    "kms",
    { caller: "aws:kms/alias:Alias", source: providerSource("kms/alias.go") },
    [
        { on: "alias", phases: ["create"], proven: ["CreateAlias"] },
        { on: "key", phases: ["create"], asked: ["CreateAlias"] },
        { on: "anything", phases: READ, proven: ["ListAliases"] },
        { on: "alias", phases: ["update"], proven: ["UpdateAlias"] },
        { on: "key", phases: ["update"], asked: ["UpdateAlias"] },
        { on: "alias", phases: ["delete"], proven: ["DeleteAlias"] },
        { on: "key", phases: ["delete"], asked: ["DeleteAlias"] },
    ],
);

/** Its policy. */
export const KMS_KEY_POLICY: CallTable = callTable(
    "kms",
    { caller: "aws:kms/keyPolicy:KeyPolicy", source: providerSource("kms/key_policy.go") },
    [
        { on: "key", phases: ["create", "update", "delete"], proven: ["PutKeyPolicy"] },
        { on: "key", phases: READ, proven: ["GetKeyPolicy"] },
    ],
);
