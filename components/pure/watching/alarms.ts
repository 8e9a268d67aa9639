// What a watch tells of: four things that can go wrong with a role, each with its own runbook in docs/runbooks.

/** The things that are watched; each is also the name of its runbook. */
export const ALARM_IDS = [
    "assume-role-failed",
    "assume-role-throttled",
    "trace-access-denied",
    "unexpected-subject",
] as const;

/** One of the things that are watched. */
export type AlarmId = (typeof ALARM_IDS)[number];

/** When an alarm goes off. */
export interface Alarm {
    readonly id: AlarmId;
    /** What has happened when it goes off. */
    readonly meaning: string;
    /** Whether only a trail with the bucket's data events can tell. */
    readonly needsDataEvents: boolean;
    /** Of how many periods of five minutes in a row so many must have an event. */
    readonly datapoints: { readonly bad: number; readonly of: number };
}

/** How long one period is, in seconds. */
export const ALARM_PERIOD_SECONDS = 300;

/** Where the runbooks are unless somebody says otherwise: in this project's folder. */
export const RUNBOOKS = "docs/runbooks";

/** The alarms. A refusal or two are normal for the first minute of a role: IAM tells its servers one after the other. */
export const ALARMS: readonly Alarm[] = [
    {
        id: "assume-role-failed",
        meaning: "STS refuses the role to somebody who asks for it with a token",
        needsDataEvents: false,
        datapoints: { bad: 2, of: 3 },
    },
    {
        id: "assume-role-throttled",
        meaning:
            "STS puts off who asks for the role, for too many calls in this account and Region",
        needsDataEvents: false,
        datapoints: { bad: 2, of: 3 },
    },
    {
        id: "trace-access-denied",
        meaning: "S3 refuses a call that was made with the role",
        needsDataEvents: true,
        datapoints: { bad: 1, of: 1 },
    },
    {
        id: "unexpected-subject",
        meaning: "Somebody has taken the role who is none of the service accounts it is for",
        needsDataEvents: false,
        datapoints: { bad: 1, of: 1 },
    },
];

/** Where an alarm's runbook is. */
export function runbookUrl(alarm: string, base: string = RUNBOOKS): string {
    return `${base.replace(/\/+$/, "")}/${alarm}.md`;
}

/** What a person reads who is told. */
export function alarmDescription({ id, meaning }: Alarm, roleArn: string, base?: string): string {
    return `${meaning}. Role: ${roleArn}. Runbook: ${runbookUrl(id, base)}`;
}
