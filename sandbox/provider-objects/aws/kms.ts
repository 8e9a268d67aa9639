/** What the KMS types have in common. */
import { KMSClient } from "@aws-sdk/client-kms";

import type { AwsContext, Plain } from "./aws-resource.ts";
import { regionOf } from "./region.ts";

/** AWS's codes for a key or an alias that is not there, or no more. */
export const NO_KEY = ["NotFoundException", "KMSInvalidStateException"];

/** KMS in the Region of a resource. */
export function kms(context: AwsContext, properties: Plain): KMSClient {
    return context.connection.client("kms", KMSClient, regionOf(context, properties));
}
