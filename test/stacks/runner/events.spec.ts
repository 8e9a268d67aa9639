import { expect } from "chai";

import { EventReader, type RunnerEvent } from "../../../stacks/runner/events.ts";

const URN = "urn:pulumi:dev::tempo-sts::a:b:C$aws:s3/bucket:Bucket::traces";
const STACK = "urn:pulumi:dev::tempo-sts::pulumi:pulumi:Stack::tempo-sts-dev";

function read(...events: object[]): { told: RunnerEvent[]; reader: EventReader } {
    const told: RunnerEvent[] = [];
    const reader = new EventReader((event) => told.push(event));
    for (const [sequence, event] of events.entries()) {
        reader.take({ sequence, timestamp: 0, ...event });
    }
    return { told, reader };
}

function step(op: string): object {
    return { metadata: { op, urn: URN, type: "aws:s3/bucket:Bucket" } };
}

function said(severity: string, message: string, urn?: string): object {
    return {
        diagnosticEvent: {
            severity,
            message,
            color: "never",
            ...(urn === undefined ? {} : { urn }),
        },
    };
}

const REFUSED = "invocation of aws:index/x:x returned an error: no credentials";
const crash = (error: string): string =>
    `Running program '/p/index.ts' failed with an unhandled exception:\n<ref *1> ${error}\n    at Object.callback (/sdk/invoke.ts:301:37)\n    at next (x.ts:1:1) {\n  promise: Promise { <rejected> }\n}`;

describe("the engine's events", () => {
    it("tell a provider's refusal once and without the SDK's way to it, however many values waited for it", () => {
        const { reader, told } = read(
            said("error", crash(`Error: error serializing property "outputs": ${REFUSED}`), STACK),
            said("error", crash(`Error: error serializing property "policy": ${REFUSED}`), STACK),
        );
        expect(reader.diagnostics).to.deep.equal([{ urn: STACK, message: REFUSED }]);
        expect(told.map(({ message }) => message)).to.deep.equal([REFUSED, REFUSED]);
    });

    it("keep the stack of any other end of the program", () => {
        const ended = crash("TypeError: x is not a function");
        const { reader } = read(said("error", ended, STACK));
        expect(reader.diagnostics).to.deep.equal([{ urn: STACK, message: ended }]);
    });

    it("become steps of named resources, and tell replacements", () => {
        const { told } = read(
            { resourcePreEvent: step("create") },
            { resOutputsEvent: step("create-replacement") },
            { resOpFailedEvent: step("delete-replaced") },
            { resOutputsEvent: step("same") },
            { resourcePreEvent: step("replace") },
        );
        const common = { urn: URN, type: "aws:s3/bucket:Bucket", name: "traces" };
        expect(told).to.deep.equal([
            { kind: "begin", step: "create", replace: false, ...common },
            { kind: "end", step: "create", replace: true, ...common },
            { kind: "failed", step: "delete", replace: true, ...common },
            { kind: "end", step: "same", replace: false, ...common },
        ]);
    });

    it("become words without colours; debugging output, which may hold secrets, is never passed on", () => {
        const { told } = read(
            said("info", "<{%fg 2%}>waiting<{%reset%}>\n", URN),
            said("debug", "RegisterResource RPC prepared: password=hidden", URN),
            said("warning", "\u001b[33mcareful\u001b[0m"),
            said("info", "<{%reset%}>"),
        );
        expect(told.map(({ message, severity }) => `${severity}: ${message}`)).to.deep.equal([
            "info: waiting",
            "warning: careful",
        ]);
        expect(told[0]).to.include({ type: "aws:s3/bucket:Bucket", name: "traces" });
    });

    it("give the reasons of a failure, those about resources first, without what is no reason", () => {
        const { reader } = read(
            said("error", "update failed", STACK),
            said("error", "error: the program's own words", STACK),
            said("error", "AccessDenied: no", URN),
            said("info", "not an error", URN),
        );
        expect(reader.diagnostics).to.deep.equal([
            { urn: URN, message: "AccessDenied: no" },
            { urn: STACK, message: "the program's own words" },
        ]);
    });

    it("need no listener", () => {
        const reader = new EventReader(undefined);
        reader.take({ sequence: 1, timestamp: 0, ...said("error", "no") });
        expect(reader.diagnostics).to.deep.equal([{ urn: undefined, message: "no" }]);
    });

    it("tell what a policy refuses as an error, and what it only advises against as a warning", () => {
        const judged = (enforcementLevel: string, more: object = {}): object => ({
            policyEvent: {
                ...{
                    resourceUrn: URN,
                    message: "Buckets are closed\n<{%reset%}>`acl`: no\nmore\n",
                },
                ...{ policyName: "closed", policyPackName: "ours", enforcementLevel, ...more },
            },
        });
        const { told, reader } = read(
            judged("mandatory"),
            judged("advisory"),
            judged("mandatory", { resourceUrn: undefined, message: "One line" }),
        );
        const refused =
            "the policy closed of ours for traces (aws:s3/bucket:Bucket): `acl`: no\nmore";
        expect(told.map(({ severity, message }) => [severity, message])).to.deep.equal([
            ["error", refused],
            ["warning", refused],
            ["error", "the policy closed of ours: One line"],
        ]);
        expect(reader.diagnostics).to.deep.equal([
            { urn: URN, message: refused },
            { urn: undefined, message: "the policy closed of ours: One line" },
        ]);
    });
});
