/** The client of EventBridge, and how it says that something is not there. */
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";

import type { AwsContext, Plain } from "./aws-resource.ts";
import { regionOf } from "./region.ts";

/** Codes for what is not there. */
export const NO_RULE = ["ResourceNotFoundException"];

/** EventBridge in the Region of these properties. */
export function events(context: AwsContext, properties: Plain): EventBridgeClient {
    return context.connection.client(
        "eventbridge",
        EventBridgeClient,
        regionOf(context, properties),
    );
}
