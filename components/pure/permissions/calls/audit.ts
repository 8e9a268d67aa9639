// What a trail of the stack's own needs, beside the bucket of its files and the role that writes its events.
import { callTable, providerSource, type CallTable } from "../call.ts";

const READ = ["create", "read", "update"] as const;

/** The trail. */
export const TRAIL: CallTable = callTable(
    "cloudtrail",
    { caller: "aws:cloudtrail/trail:Trail", source: providerSource("cloudtrail/trail.go") },
    [
        { on: "trail", phases: ["create"], proven: ["CreateTrail"] },
        {
            on: "trail",
            phases: ["create", "update"],
            proven: ["AddTags", "PutEventSelectors", "StartLogging"],
        },
        {
            on: "trail",
            phases: READ,
            proven: ["GetEventSelectors", "GetTrail", "GetTrailStatus", "ListTags"],
            asked: ["GetInsightSelectors"],
        },
        { on: "anything", phases: READ, asked: ["DescribeTrails"] },
        {
            on: "trail",
            phases: ["update"],
            proven: ["RemoveTags", "UpdateTrail"],
            asked: ["StopLogging"],
        },
        { on: "trail", phases: ["delete"], proven: ["DeleteTrail"] },
    ],
);

/** The log group. */
export const LOG_GROUP: CallTable = callTable(
    "logs",
    {
        caller: "aws:cloudwatch/logGroup:LogGroup",
        source: providerSource("logs/group.go"),
    },
    [
        { on: "logGroup", phases: ["create"], proven: ["CreateLogGroup"] },
        { on: "logGroup", phases: ["create", "update"], proven: ["PutRetentionPolicy"] },
        { on: "logGroup", phases: ["create", "update"], proven: ["TagResource"] },
        { on: "anything", phases: READ, proven: ["DescribeLogGroups"] },
        { on: "logGroup", phases: READ, proven: ["ListTagsForResource"] },
        { on: "logGroup", phases: ["update"], proven: ["UntagResource"] },
        { on: "logGroup", phases: ["delete"], proven: ["DeleteLogGroup"] },
    ],
);

/** A key under the log group. */
export const LOG_GROUP_KEY: CallTable = callTable(
    "logs",
    {
        caller: "aws:cloudwatch/logGroup:LogGroup",
        source: providerSource("logs/group.go"),
    },
    [{ on: "logGroup", phases: ["create", "update"], asked: ["AssociateKmsKey"] }],
);
