/** The client of SNS, and how it says that something is not there. */
import { SNSClient } from "@aws-sdk/client-sns";

import type { AwsContext, Plain } from "./aws-resource.ts";
import { regionOf } from "./region.ts";

/** Codes for what is not there. */
export const NO_TOPIC = ["NotFound", "NotFoundException"];

/** SNS in the Region of these properties. */
export function sns(context: AwsContext, properties: Plain): SNSClient {
    return context.connection.client("sns", SNSClient, regionOf(context, properties));
}
