/** What filters and patterns catch, and let pass, of events in the shapes that CloudTrail records. It proves nothing of AWS's own matcher. */
import { expect } from "chai";

import { ALARM_IDS } from "../../../../components/pure/watching/alarms.ts";
import { eventPattern } from "../../../../components/pure/watching/event-patterns.ts";
import {
    metricFilterPattern,
    metricFilterProblems,
} from "../../../../components/pure/watching/metric-filters.ts";
import { patternMatches } from "../../../support/event-matcher.ts";
import { filterMatches } from "../../../support/filter-matcher.ts";
import { onTheBus, PROVIDER, ROLE, webIdentityCall } from "../../../support/trail-events.ts";
import { WATCHED, WATCHED_CASES } from "../../../support/watched-cases.ts";

describe("metric filters", () => {
    for (const { what, event, caught } of WATCHED_CASES) {
        it(`catch of ${what}: ${caught.join(", ") || "nothing"}`, () => {
            // Whatever `!=` says of a field that is not there: AWS does not promise either.
            for (const missingDiffers of [false, true]) {
                const found = ALARM_IDS.filter((alarm) =>
                    filterMatches(metricFilterPattern(alarm, WATCHED), event, missingDiffers),
                );
                expect(found, `missing differs: ${missingDiffers}`).to.deep.equal(caught);
            }
        });
    }

    it("are literal", () => {
        expect(metricFilterPattern("assume-role-failed", WATCHED)).to.equal(
            `{ ($.eventSource = "sts.amazonaws.com") && ($.eventName = "AssumeRoleWithWebIdentity") && ($.requestParameters.roleArn = "${ROLE}") && ($.errorCode EXISTS) && ($.errorCode != "*Throttl*") && ($.errorCode != "RequestLimitExceeded") && ($.errorCode != "TooManyRequests*") }`,
        );
    });

    it("take a star in a subject for any text", () => {
        const expected = {
            subjects: ["system:serviceaccount:preview-*:tempo-x"],
            providerArns: [PROVIDER],
        };
        const caught = (subject: string): boolean =>
            filterMatches(
                metricFilterPattern("unexpected-subject", { roleArn: ROLE, expected }),
                webIdentityCall({ subject }),
                true,
            );
        expect(caught("system:serviceaccount:preview-7:tempo-x")).to.equal(false);
        expect(caught("system:serviceaccount:review-7:tempo-x")).to.equal(true);
    });

    it("refuse to be longer than CloudWatch Logs takes", () => {
        const fits = "x".repeat(1024);
        expect(metricFilterProblems(fits, "watch.alarms")).to.deep.equal([]);
        expect(metricFilterProblems(`${fits}x`, "watch.alarms")).to.deep.equal([
            {
                path: "watch.alarms",
                expected: "a metric filter of at most 1024 characters",
                found: "1025 characters for those who may take the role",
                remedy: "Trust fewer clusters with one role, or set watch.alarms to event-rule",
            },
        ]);
    });
});

describe("event patterns", () => {
    for (const { what, event, caught } of WATCHED_CASES) {
        it(`catch of ${what}: ${caught.join(", ") || "nothing"}`, () => {
            const found = ALARM_IDS.filter((alarm) =>
                patternMatches(eventPattern(alarm, WATCHED), onTheBus(event)),
            );
            expect(found).to.deep.equal(caught);
        });
    }

    it("look at calls that CloudTrail hands on, and at nothing else", () => {
        for (const alarm of ALARM_IDS) {
            const pattern = eventPattern(alarm, WATCHED);
            expect(pattern["detail-type"]).to.deep.equal(["AWS API Call via CloudTrail"]);
            const source = alarm === "trace-access-denied" ? "aws.s3" : "aws.sts";
            expect(pattern["source"]).to.deep.equal([source]);
        }
    });
});

describe("the matchers of these specs", () => {
    it("refuse what AWS would refuse", () => {
        for (const broken of [
            "{ $.a = }",
            "{ $.a ~ 1 }",
            "$.a = 1",
            '{ ($.a = "1") } x',
            "{ a = 1 }",
        ]) {
            expect(() => filterMatches(broken, {}, true), broken).to.throw();
        }
        expect(() => patternMatches({ a: [{ suffixes: "x" }] }, { a: "x" })).to.throw(/operator/);
    });

    it("know the difference between and and or", () => {
        const both = '{ $.a = "1" && ($.b = "2" || $.c NOT EXISTS) }';
        expect(filterMatches(both, { a: "1" }, true)).to.equal(true);
        expect(filterMatches(both, { a: "1", c: "3" }, true)).to.equal(false);
        expect(filterMatches(both, { a: "1", b: "2", c: "3" }, true)).to.equal(true);
        expect(filterMatches(both, { b: "2" }, true)).to.equal(false);
    });
});
