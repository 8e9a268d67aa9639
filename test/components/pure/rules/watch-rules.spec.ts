import { expect } from "chai";

import { AUDIT } from "../../../../components/pure/options/audit.ts";
import { WATCH } from "../../../../components/pure/options/watch.ts";
import { WATCH_RULES } from "../../../../components/pure/rules/watch-rules.ts";

const TRAIL = "arn:aws:cloudtrail:us-east-2:123456789012:trail/company";
const TOPIC = "arn:aws:sns:us-east-2:123456789012:on-call";
const KEY = "arn:aws:kms:us-east-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const EXISTING = { trail: "existing", trailArn: TRAIL };

function problems(watch: object, audit: object = {}): string[] {
    const features = {
        profile: "production",
        region: "us-east-2",
        audit: AUDIT.parse(audit),
        watch: WATCH.parse(watch),
    } as const;
    return WATCH_RULES.flatMap((rule) => rule(features)).map(
        ({ path, expected, found }) => `${path}: ${expected} | ${found}`,
    );
}

describe("the rules of a watch", () => {
    it("let every sensible choice be", () => {
        const choices: [object, object?][] = [
            [{}],
            [{ prometheusRule: true, dashboard: true, runbooks: "https://example.com/runbooks" }],
            [{ alarms: "event-rule", email: "a@example.com", kmsKeyArn: KEY }],
            [{ alarms: "event-rule", topicArn: TOPIC }],
            [{ alarms: "event-rule" }, EXISTING],
            [{ alarms: "metric-filters" }, { trail: "stack" }],
            [{ alarms: "metric-filters" }, { ...EXISTING, logGroup: "/company" }],
        ];
        for (const [watch, audit] of choices) {
            expect(problems(watch, audit), JSON.stringify([watch, audit])).to.deep.equal([]);
        }
    });

    it("refuse metric filters without a log group", () => {
        expect(problems({ alarms: "metric-filters" })).to.deep.equal([
            "watch.alarms: a trail that writes to a log group, for metric-filters look at one | audit.trail none",
        ]);
        expect(problems({ alarms: "metric-filters" }, EXISTING)).to.deep.equal([
            "watch.alarms: a trail that writes to a log group, for metric-filters look at one | audit.trail existing without audit.logGroup",
        ]);
    });

    it("refuse metric filters where the trail's log group is elsewhere", () => {
        const elsewhere = {
            trail: "existing",
            trailArn: TRAIL.replace("us-east-2", "us-east-1"),
            logGroup: "/company",
        };
        expect(problems({ alarms: "metric-filters" }, elsewhere)).to.deep.equal([
            `audit.trailArn: a trail in us-east-2 | "${elsewhere.trailArn}"`,
        ]);
        expect(problems({ alarms: "event-rule" }, elsewhere)).to.deep.equal([]);
    });

    it("refuse whom nobody would tell", () => {
        expect(problems({ topicArn: TOPIC, email: "a@example.com", kmsKeyArn: KEY })).to.deep.equal(
            [
                `watch.topicArn: no topicArn, for watch.alarms is none | "${TOPIC}"`,
                'watch.email: no email, for watch.alarms is none | "a@example.com"',
                `watch.kmsKeyArn: no kmsKeyArn, for watch.alarms is none | "${KEY}"`,
            ],
        );
    });

    it("refuse to change a topic of somebody else's", () => {
        const watch = { alarms: "event-rule", topicArn: TOPIC };
        expect(problems({ ...watch, email: "a@example.com", kmsKeyArn: KEY })).to.deep.equal([
            'watch.email: no email beside watch.topicArn, for that topic is somebody else\'s | "a@example.com"',
            `watch.kmsKeyArn: no kmsKeyArn beside watch.topicArn, for that topic is somebody else's | "${KEY}"`,
        ]);
    });

    it("refuse a topic that cannot be told", () => {
        const topicArn = `${TOPIC.replace("us-east-2", "eu-west-1")}.fifo`;
        expect(problems({ alarms: "event-rule", topicArn })).to.deep.equal([
            `watch.topicArn: a topic in us-east-2 | "${topicArn}"`,
            `watch.topicArn: a standard topic | "${topicArn}"`,
        ]);
    });

    it("refuse a key of another Region", () => {
        const kmsKeyArn = KEY.replace("us-east-2", "eu-west-1");
        expect(problems({ alarms: "event-rule", kmsKeyArn })).to.deep.equal([
            `watch.kmsKeyArn: a key in us-east-2 | "${kmsKeyArn}"`,
        ]);
    });
});
