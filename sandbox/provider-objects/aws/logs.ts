/** The client of CloudWatch Logs, and how it says that something is not there. */
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";

import type { AwsContext, Plain } from "./aws-resource.ts";
import { regionOf } from "./region.ts";

/** Codes for what is not there. */
export const NO_LOGS = ["ResourceNotFoundException"];

/** CloudWatch Logs in the Region of these properties. */
export function logs(context: AwsContext, properties: Plain): CloudWatchLogsClient {
    return context.connection.client("logs", CloudWatchLogsClient, regionOf(context, properties));
}
