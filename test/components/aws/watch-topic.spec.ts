import { expect } from "chai";

import { ALARM_IDS } from "../../../components/pure/watching/alarms.ts";
import { ACCOUNT } from "../../support/answers.ts";
import { TAGS, TRACING_NAME } from "../stack-fixture.ts";
import { publishers, watched } from "./watched-stack.ts";

const TOPIC = `arn:aws:sns:us-east-2:${ACCOUNT}:${TRACING_NAME}-alarms`;

describe("the topic of a watch", () => {
    it("is one that exactly its alarms may tell", async () => {
        const { resource, resources, registeredOutputs } = await watched({
            alarms: "metric-filters",
        });
        expect(resource("tracing-watch-topic").inputs).to.deep.equal({
            name: `${TRACING_NAME}-alarms`,
            region: "us-east-2",
            tags: TAGS,
        });
        const { policy, ...target } = resource("tracing-watch-topic-policy").inputs;
        expect(target).to.deep.equal({ arn: TOPIC, region: "us-east-2" });
        expect(publishers(policy)).to.deep.equal([
            [
                { Service: "cloudwatch.amazonaws.com" },
                {
                    "aws:SourceArn": ALARM_IDS.map(
                        (id) =>
                            `arn:aws:cloudwatch:us-east-2:${ACCOUNT}:alarm:${TRACING_NAME}-${id}`,
                    ),
                },
            ],
            ["*", undefined],
        ]);
        expect(resources.some(({ type }) => type.includes("TopicSubscription"))).to.equal(false);
        expect(registeredOutputs.get("tracing")).to.include("topicArn");
    });

    it("tells a mail address, over a topic with a key", async () => {
        const kmsKeyArn = `arn:aws:kms:us-east-2:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
        const { resource } = await watched({
            alarms: "event-rule",
            email: "observability@example.com",
            kmsKeyArn,
        });
        expect(resource("tracing-watch-topic").inputs["kmsMasterKeyId"]).to.equal(kmsKeyArn);
        expect(resource("tracing-watch-email").inputs).to.deep.equal({
            topic: TOPIC,
            region: "us-east-2",
            protocol: "email",
            endpoint: "observability@example.com",
        });
    });

    it("tells a topic that is there, and leaves it as it is", async () => {
        const topicArn = `arn:aws:sns:us-east-2:${ACCOUNT}:on-call`;
        const { resource, resources } = await watched({ alarms: "metric-filters", topicArn });
        expect(resources.filter(({ type }) => type.startsWith("aws:sns"))).to.deep.equal([]);
        expect(
            resource("tracing-watch-unexpected-subject-alarm").inputs["alarmActions"],
        ).to.deep.equal([topicArn]);
    });
});
