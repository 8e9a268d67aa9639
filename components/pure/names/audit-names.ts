// The names of what an audit and a watch are made of: all from the trace bucket's name, which is unique already.
import { shortHash } from "./physical-names.ts";

const LONGEST_BUCKET = 63;
const LONGEST_ROLE = 64;
const LONGEST_RULE = 64;
const LONGEST_TOPIC = 256;
const LONGEST_TRAIL = 128;

/** What an audit trail of a stack is made of, by name. */
export interface AuditNames {
    readonly trail: string;
    readonly logBucket: string;
    readonly logGroup: string;
    /** The role by which CloudTrail writes to the log group. */
    readonly deliveryRole: string;
}

/** The names of the audit trail beside the trace bucket of this name. */
export function auditNames(traceBucket: string): AuditNames {
    return {
        trail: withEnding(traceBucket, "-audit", LONGEST_TRAIL),
        logBucket: withEnding(traceBucket, "-audit", LONGEST_BUCKET),
        logGroup: `/tempo-sts/${traceBucket}`,
        deliveryRole: withEnding(traceBucket, "-audit", LONGEST_ROLE),
    };
}

/** The name of the topic that is told of alarms. */
export function topicName(traceBucket: string): string {
    return withEnding(traceBucket.replaceAll(".", "-"), "-alarms", LONGEST_TOPIC);
}

/** The name of an alarm, of its metric filter and of its EventBridge rule. */
export function alarmName(traceBucket: string, alarm: string): string {
    return withEnding(traceBucket, `-${alarm}`, LONGEST_RULE);
}

/** The namespace of the metrics in CloudWatch. */
export function metricNamespace(traceBucket: string): string {
    return `tempo-sts/${traceBucket}`;
}

// Cut, and with a hash of the whole name, where the ending would make it too long: two long names may begin alike.
function withEnding(name: string, ending: string, longest: number): string {
    if (name.length + ending.length <= longest) {
        return name + ending;
    }
    const hash = `-${shortHash(name)}`;
    const kept = name.slice(0, longest - ending.length - hash.length).replace(/[-.]+$/, "");
    return kept + hash + ending;
}
