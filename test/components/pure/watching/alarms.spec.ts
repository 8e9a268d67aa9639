import { expect } from "chai";

import {
    ALARM_IDS,
    alarmDescription,
    ALARMS,
    runbookUrl,
} from "../../../../components/pure/watching/alarms.ts";
import { eventMessage } from "../../../../components/pure/watching/event-message.ts";
import { expectedCallers } from "../../../../components/pure/watching/expected-callers.ts";

const ROLE = "arn:aws:iam::123456789012:role/traces";

describe("the alarms", () => {
    it("are each there once, with as many bad periods as can be", () => {
        expect(ALARMS.map(({ id }) => id)).to.deep.equal([...ALARM_IDS]);
        for (const { id, datapoints } of ALARMS) {
            expect(datapoints.bad, id).to.be.within(1, datapoints.of);
        }
        const fromObjects = ALARMS.filter(({ needsDataEvents }) => needsDataEvents);
        expect(fromObjects.map(({ id }) => id)).to.deep.equal(["trace-access-denied"]);
    });

    it("say what has happened, to which role, and where the runbook is", () => {
        const [alarm] = ALARMS;
        expect(alarm && alarmDescription(alarm, ROLE)).to.equal(
            `STS refuses the role to somebody who asks for it with a token. Role: ${ROLE}. Runbook: docs/runbooks/assume-role-failed.md`,
        );
        expect(runbookUrl("x", "https://example.com/runbooks//")).to.equal(
            "https://example.com/runbooks/x.md",
        );
        const longest = `arn:aws-us-gov:iam::123456789012:role/${"p".repeat(512)}/${"r".repeat(64)}`;
        for (const each of ALARMS) {
            expect(alarmDescription(each, longest).length).to.be.at.most(1024);
        }
    });
});

describe("the message of a rule", () => {
    it("is a sentence with what EventBridge fills in, whatever stands in the description", () => {
        const { inputPaths, inputTemplate } = eventMessage('Said "so"\n<here>\\ now.');
        expect(inputTemplate).to.equal(
            '"Said so here now. — at <time> in <region>: <call> by <subject> from <address>, error <code>. CloudTrail event <event>."',
        );
        const named = [...inputTemplate.matchAll(/<(\w+)>/g)].map(([, name]) => name);
        expect(named.sort()).to.deep.equal(Object.keys(inputPaths).sort());
    });
});

describe("whom a watch expects", () => {
    it("is whom the role trusts, each once; a ? becomes a star", () => {
        const own = { providerArn: "arn:a", issuer: "https://a", subjects: ["s:1", "s:2"] };
        const other = { ...own, providerArn: "arn:b", patterns: ["s:pr-?-*"] };
        expect(expectedCallers([own, other])).to.deep.equal({
            subjects: ["s:1", "s:2", "s:pr-*-*"],
            providerArns: ["arn:a", "arn:b"],
        });
    });
});
