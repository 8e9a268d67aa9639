/** An AWS provider object pointed at the shared sandbox. */
import { AwsProvider } from "../../../../sandbox/provider-objects/aws/aws-provider.ts";
import type { Properties } from "../../../../sandbox/provider-objects/provider-object.ts";
import type { Sandbox } from "../../../../sandbox/sandbox.ts";
import { Driver } from "../driver.ts";

/** The provider's arguments, as Pulumi's SDK writes them. */
export function awsArguments({ aws }: Pick<Sandbox, "aws">, region = aws.region): Properties {
    const { endpoint } = aws;
    return {
        region,
        accessKey: aws.credentials.accessKeyId,
        secretKey: aws.credentials.secretAccessKey,
        customCaBundle: aws.caFile,
        s3UsePathStyle: "true",
        endpoints: JSON.stringify([{ s3: endpoint, iam: endpoint, sts: endpoint }]),
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
