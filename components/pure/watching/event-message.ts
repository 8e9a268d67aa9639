// What a person reads whom an EventBridge rule tells: a sentence instead of a page of JSON.

/** The two halves of a target's input transformer. */
export interface EventMessage {
    /** Name → where it is in the event. */
    readonly inputPaths: Record<string, string>;
    /** The sentence, with names in angle brackets. */
    readonly inputTemplate: string;
}

/** The message of a rule with this description. @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html */
export function eventMessage(description: string): EventMessage {
    const plain = description.replace(/["<>\\\s]+/g, " ").trim();
    return {
        inputPaths: {
            time: "$.time",
            region: "$.region",
            call: "$.detail.eventName",
            code: "$.detail.errorCode",
            subject: "$.detail.userIdentity.userName",
            address: "$.detail.sourceIPAddress",
            event: "$.detail.eventID",
        },
        inputTemplate: `"${plain} — at <time> in <region>: <call> by <subject> from <address>, error <code>. CloudTrail event <event>."`,
    };
}
