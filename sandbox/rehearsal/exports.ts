/** What other programs need to know to use a sandbox that was left running. */
import type { Sandbox } from "../sandbox.ts";

/** Environment variables, by name. */
export type Exports = Readonly<Record<string, string>>;

/** The variables that kubectl, the AWS CLI and Pulumi read. The credentials are worth nothing outside the sandbox. */
export function exportsOf({ aws, cluster }: Sandbox): Exports {
    return {
        KUBECONFIG: cluster.kubeconfig,
        AWS_ENDPOINT_URL: aws.endpoint,
        AWS_CA_BUNDLE: aws.caFile,
        AWS_REGION: aws.region,
        AWS_DEFAULT_REGION: aws.region,
        AWS_ACCESS_KEY_ID: aws.credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: aws.credentials.secretAccessKey,
    };
}
