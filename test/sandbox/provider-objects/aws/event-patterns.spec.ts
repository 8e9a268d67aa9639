/** The patterns of our rules, read by the emulator's EventBridge, which nobody here has written. */
import { EventBridgeClient, TestEventPatternCommand } from "@aws-sdk/client-eventbridge";
import { expect } from "chai";

import { ALARM_IDS } from "../../../../components/pure/watching/alarms.ts";
import { eventPattern } from "../../../../components/pure/watching/event-patterns.ts";
import { AwsConnection } from "../../../../sandbox/provider-objects/aws/connection.ts";
import { readAwsSettings } from "../../../../sandbox/provider-objects/aws/settings.ts";
import { SANDBOX_TIMEOUT_MS, sharedSandbox } from "../../../support/sandbox.ts";
import { onTheBus } from "../../../support/trail-events.ts";
import { WATCHED, WATCHED_CASES } from "../../../support/watched-cases.ts";
import { awsArguments } from "./fixture.ts";

describe("the patterns of rules, on the emulator", function () {
    this.timeout(30_000);
    let connection: AwsConnection;

    before(async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        connection = new AwsConnection(readAwsSettings(awsArguments(await sharedSandbox())));
    });

    after(() => {
        connection.close();
    });

    it("catch what they are to catch, and nothing else", async () => {
        const events = connection.client("eventbridge", EventBridgeClient);
        for (const { what, event, caught } of WATCHED_CASES) {
            const found = [];
            for (const alarm of ALARM_IDS) {
                const { Result } = await events.send(
                    new TestEventPatternCommand({
                        EventPattern: JSON.stringify(eventPattern(alarm, WATCHED)),
                        Event: JSON.stringify(onTheBus(event)),
                    }),
                );
                if (Result === true) found.push(alarm);
            }
            expect(found, what).to.deep.equal(caught);
        }
    });
});
