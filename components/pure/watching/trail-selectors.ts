// What a trail has to record: calls to STS, which are management events, and the calls on this bucket's objects.

/** A condition of an advanced event selector, in AWS's own names. */
export interface FieldSelector {
    readonly Field: string;
    readonly Equals?: readonly string[];
    readonly StartsWith?: readonly string[];
    readonly NotEquals?: readonly string[];
}

/** An advanced event selector, in AWS's own names. */
export interface EventSelector {
    readonly Name: string;
    readonly FieldSelectors: readonly FieldSelector[];
}

/**
 * The selectors of a trail of the stack's own. Management events of KMS stay out, as AWS advises for their number: the bucket's
 * denied calls to KMS come back as denied calls to S3.
 */
export function trailSelectors(bucketArn: string): readonly EventSelector[] {
    return [
        {
            Name: "Management events, calls to STS among them",
            FieldSelectors: [
                { Field: "eventCategory", Equals: ["Management"] },
                {
                    Field: "eventSource",
                    NotEquals: ["kms.amazonaws.com", "rdsdata.amazonaws.com"],
                },
            ],
        },
        bucketSelector(bucketArn),
    ];
}

/** The selector for the objects of exactly one bucket: the slash at the end keeps out buckets whose names begin alike. */
export function bucketSelector(bucketArn: string): EventSelector {
    return {
        Name: `Objects of ${bucketArn.split(":").at(-1) ?? bucketArn}`,
        FieldSelectors: [
            { Field: "eventCategory", Equals: ["Data"] },
            { Field: "resources.type", Equals: ["AWS::S3::Object"] },
            { Field: "resources.ARN", StartsWith: [`${bucketArn}/`] },
        ],
    };
}

/** What the command is made of. */
export interface AddSelectorArgs {
    readonly trailArn: string;
    readonly bucketArn: string;
}

/**
 * The commands that add the bucket to a trail that somebody else owns. `put-event-selectors` replaces a trail's selectors, so
 * those that are there are read first; basic selectors get a basic one, for a trail has only one kind.
 */
export function addSelectorCommands({ trailArn, bucketArn }: AddSelectorArgs): readonly string[] {
    const region = trailArn.split(":")[3] ?? "";
    const where = `--region ${region}`;
    return [
        `aws cloudtrail get-event-selectors ${where} --trail-name ${trailArn} --output json > selectors-before.json`,
        `jq '${addSelectorProgram(bucketArn)}' selectors-before.json > selectors.json`,
        `aws cloudtrail put-event-selectors ${where} --cli-input-json file://selectors.json`,
    ];
}

/** The program for jq: from what `get-event-selectors` answers to what `put-event-selectors` takes. */
export function addSelectorProgram(bucketArn: string): string {
    const advanced = JSON.stringify(bucketSelector(bucketArn));
    const basic = JSON.stringify({
        ReadWriteType: "All",
        IncludeManagementEvents: false,
        DataResources: [{ Type: "AWS::S3::Object", Values: [`${bucketArn}/`] }],
    });
    return [
        "{TrailName: .TrailARN} + (",
        `if (.AdvancedEventSelectors // [] | length) > 0`,
        ` then {AdvancedEventSelectors: (.AdvancedEventSelectors + [${advanced}])}`,
        ` else {EventSelectors: (.EventSelectors + [${basic}])} end)`,
    ].join("");
}
