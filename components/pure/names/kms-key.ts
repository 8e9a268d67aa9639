// The key that encrypts a bucket.
import { arnProblems, parseArn } from "./arn.ts";
import { partitionOfRegion } from "../partition.ts";
import { describeValue, type Problem } from "../problems.ts";

/**
 * What keeps a value from being the ARN of a key for a bucket: S3 takes only one of the bucket's own Region.
 *
 * @param region that of the bucket, where it is known
 */
export function kmsKeyProblems(value: unknown, path: string, region?: string): Problem[] {
    const partition = region === undefined ? undefined : partitionOfRegion(region);
    const problems = arnProblems(value, path, {
        service: "kms",
        partition,
        resourcePrefix: "key/",
    });
    const keyRegion = typeof value === "string" ? parseArn(value)?.region : undefined;
    if (problems.length > 0 || region === undefined || keyRegion === region) {
        return problems;
    }
    return [
        {
            path,
            expected: `a key in ${region}`,
            found: describeValue(value),
            remedy: "Take a key of the bucket's own Region",
        },
    ];
}

/** What keeps a value from being the alias of a key. @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html */
export function keyAliasProblems(value: unknown, path: string): Problem[] {
    const legal =
        typeof value === "string" &&
        /^[\w/-]{1,250}$/.test(value) &&
        !/^(?:alias\/|aws\/)/.test(value);
    const expected = "an alias of up to 250 letters, digits, / _ and -, without alias/ or aws/";
    const remedy = "Choose another, such as tempo/traces";
    return legal ? [] : [{ path, expected, found: describeValue(value), remedy }];
}
