/** The configuration that points a program at a sandbox. */
import { PROJECT } from "../../stacks/settings/project.ts";
import type { EngineTarget } from "./engine.ts";

/** The keys whose values are secrets. */
export const TARGET_SECRET_KEYS: readonly string[] = ["aws:accessKey", "aws:secretKey"];

/** The services, by the AWS provider's own names, that a program may use in a sandbox. */
const SERVICES = [
    "s3",
    "iam",
    "sts",
    "kms",
    "cloudtrail",
    "logs",
    "cloudwatch",
    "eventbridge",
    "sns",
];

/** `aws:*` for the AWS provider and the program's own clients, and the cluster for both. */
export function targetConfig(target: EngineTarget): Record<string, string> {
    const { aws, kubeconfig, context } = target;
    const endpoints = [Object.fromEntries(SERVICES.map((service) => [service, aws.endpoint]))];
    return {
        "aws:region": aws.region,
        "aws:accessKey": aws.credentials.accessKeyId,
        "aws:secretKey": aws.credentials.secretAccessKey,
        "aws:endpoints": JSON.stringify(endpoints),
        "aws:customCaBundle": aws.caFile,
        "aws:s3UsePathStyle": "true",
        // An emulator knows neither EC2's metadata nor new Regions.
        "aws:skipCredentialsValidation": "true",
        "aws:skipMetadataApiCheck": "true",
        "aws:skipRegionValidation": "true",
        "aws:skipRequestingAccountId": "true",
        "kubernetes:kubeconfig": kubeconfig,
        "kubernetes:context": context,
        [`${PROJECT}:kubernetes`]: JSON.stringify({ kubeconfig, context }),
    };
}
