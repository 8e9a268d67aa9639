// Names of CloudWatch log groups.
import { describeValue, type Problem } from "../problems.ts";

/** What keeps a value from being the name of a log group. @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export function logGroupProblems(value: unknown, path: string): Problem[] {
    const legal =
        typeof value === "string" && /^[\w./#-]{1,512}$/.test(value) && !value.startsWith("aws/");
    const expected = "the name of a log group: up to 512 letters, digits and . - _ / #";
    const remedy = "Give the name, not the ARN";
    return legal ? [] : [{ path, expected, found: describeValue(value), remedy }];
}
