/** `aws.s3.BucketReplicationConfig`. */
import {
    DeleteBucketReplicationCommand,
    GetBucketReplicationCommand,
    PutBucketReplicationCommand,
    type ReplicationRule,
} from "@aws-sdk/client-s3";

import { asRecord, isRecord } from "../wire-values.ts";
import { fromApi, toApi, unknownMember, type Shape } from "./api-names.ts";
import { bucketSetting } from "./bucket-setting.ts";
import { objects, optionalText, text } from "./values.ts";

const STATUS: Shape = { status: ["Status"] };
const MINUTES: Shape = { minutes: ["Minutes"] };
const DESTINATION: Shape = {
    accessControlTranslation: ["AccessControlTranslation", { owner: ["Owner"] }],
    account: ["Account"],
    bucket: ["Bucket"],
    encryptionConfiguration: ["EncryptionConfiguration", { replicaKmsKeyId: ["ReplicaKmsKeyID"] }],
    metrics: ["Metrics", { ...STATUS, eventThreshold: ["EventThreshold", MINUTES] }],
    replicationTime: ["ReplicationTime", { ...STATUS, time: ["Time", MINUTES] }],
    storageClass: ["StorageClass"],
};
const RULE: Shape = {
    deleteMarkerReplication: ["DeleteMarkerReplication", STATUS],
    destination: ["Destination", DESTINATION],
    existingObjectReplication: ["ExistingObjectReplication", STATUS],
    filter: [
        "Filter",
        {
            prefix: ["Prefix"],
            tag: ["Tag", { key: ["Key"], value: ["Value"] }],
            and: ["And", { prefix: ["Prefix"], tags: ["Tags", undefined, "tags"] }],
        },
    ],
    id: ["ID"],
    prefix: ["Prefix"],
    priority: ["Priority"],
    sourceSelectionCriteria: [
        "SourceSelectionCriteria",
        {
            replicaModifications: ["ReplicaModifications", STATUS],
            sseKmsEncryptedObjects: ["SseKmsEncryptedObjects", STATUS],
        },
    ],
    status: ["Status"],
};

/** Which objects are copied where. */
export const bucketReplication = bucketSetting({
    type: "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
    title: "S3 Bucket Replication Configuration",
    inputs: {
        role: { required: true },
        rules: { required: true, filledIn: true, problem: rulesProblem },
        token: {},
    },
    missing: ["ReplicationConfigurationNotFoundError"],
    put: (client, bucket, inputs) => {
        const token = optionalText(inputs, "token");
        return client.send(
            new PutBucketReplicationCommand({
                ...bucket,
                ...(token === undefined ? {} : { Token: token }),
                ReplicationConfiguration: {
                    Role: text(inputs, "role"),
                    Rules: objects(inputs, "rules").map(toRule),
                },
            }),
        );
    },
    get: async (client, bucket) => {
        const answer = await client.send(new GetBucketReplicationCommand(bucket));
        const found = answer.ReplicationConfiguration;
        return found && { role: found.Role, rules: fromApi(found.Rules, RULE) };
    },
    delete: (client, bucket) => client.send(new DeleteBucketReplicationCommand(bucket)),
});

// S3 calls each of these malformed.
function rulesProblem(rules: unknown): string | undefined {
    const member = unknownMember(rules, RULE, "rules");
    if (member !== undefined) return `the sandbox does not know ${member}`;
    const list = objects({ rules }, "rules");
    if (list.length === 0) return "expected at least one rule";
    const reasons = list.map((rule, index) => {
        const reason = ruleProblem(rule);
        return reason && `rules[${index}]${reason}`;
    });
    return reasons.find((reason) => reason !== undefined);
}

function ruleProblem(rule: Readonly<Record<string, unknown>>): string | undefined {
    const { status, filter, deleteMarkerReplication, sourceSelectionCriteria } = rule;
    const { encryptionConfiguration } = asRecord(rule["destination"]);
    if (status !== "Enabled" && status !== "Disabled") return ".status must be Enabled or Disabled";
    if (isRecord(filter) !== isRecord(deleteMarkerReplication)) {
        return ": filter and deleteMarkerReplication go together";
    }
    const { status: encrypted } = asRecord(
        asRecord(sourceSelectionCriteria)["sseKmsEncryptedObjects"],
    );
    if ((encrypted === "Enabled") !== isRecord(encryptionConfiguration)) {
        return ": sourceSelectionCriteria.sseKmsEncryptedObjects and destination.encryptionConfiguration go together";
    }
    return undefined;
}

function toRule(rule: Readonly<Record<string, unknown>>): ReplicationRule {
    const known = asRecord(toApi(rule, RULE));
    const destination = asRecord(known["Destination"]);
    const wanted = text(asRecord(rule["destination"]), "bucket");
    // S3 asks for a prefix in a filter that names nothing.
    const filter = isRecord(known["Filter"]) ? { Prefix: "", ...known["Filter"] } : undefined;
    return {
        ...known,
        ...(filter === undefined ? {} : { Filter: "And" in filter ? known["Filter"] : filter }),
        Status: rule["status"] === "Enabled" ? "Enabled" : "Disabled",
        Destination: { ...destination, Bucket: wanted },
    } as ReplicationRule;
}
