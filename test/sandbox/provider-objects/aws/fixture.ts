/** An AWS provider object pointed at the shared sandbox. */
import { AwsProvider } from "../../../../sandbox/provider-objects/aws/aws-provider.ts";
import type { Properties } from "../../../../sandbox/provider-objects/provider-object.ts";
import type { Sandbox } from "../../../../sandbox/sandbox.ts";
import { Driver } from "../driver.ts";

const SERVICES = "s3 iam sts kms cloudtrail logs cloudwatch eventbridge sns".split(" ");

/** The provider's arguments, as Pulumi's SDK writes them. */
export function awsArguments({ aws }: Pick<Sandbox, "aws">, region = aws.region): Properties {
    return {
        region,
        accessKey: aws.credentials.accessKeyId,
        secretKey: aws.credentials.secretAccessKey,
        customCaBundle: aws.caFile,
        s3UsePathStyle: "true",
        endpoints: endpointsFor(aws),
    };
}

/** A configured provider, and what drives it. */
export function awsDriver(
    sandbox: Sandbox,
    overrides: Properties = {},
): { readonly provider: AwsProvider; readonly driver: Driver } {
    const provider = new AwsProvider();
    provider.configure({ ...awsArguments(sandbox), ...overrides });
    return { provider, driver: new Driver(provider) };
}

function endpointsFor({ endpoint }: Sandbox["aws"]): string {
    return JSON.stringify([Object.fromEntries(SERVICES.map((service) => [service, endpoint]))]);
}
