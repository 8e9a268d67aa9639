import { expect } from "chai";

import { refusalOf } from "../../../stacks/handshake/refusal.ts";

describe("stacks/handshake/refusal", () => {
    const cases: [name: string, error: unknown, code: string, message: string, status?: number][] =
        [
            ["AWS's own code", sdkError("AccessDenied", "no", 403), "AccessDenied", "no", 403],
            [
                "the network's code",
                Object.assign(new Error("x"), { code: "ECONNRESET" }),
                "ECONNRESET",
                "x",
            ],
            [
                "both addresses refused",
                Object.assign(new AggregateError([], ""), { code: "ECONNREFUSED" }),
                "ECONNREFUSED",
                "",
            ],
            [
                "an answer without a code",
                sdkError("UnknownError", "UnknownError", 403),
                "",
                "",
                403,
            ],
            ["a time-out", sdkError("TimeoutError", "timed out"), "TimeoutError", "timed out"],
            ["a plain error", new Error("x"), "", "x"],
            ["no error at all", "x", "", "x"],
            ["nothing", undefined, "", "undefined"],
        ];
    for (const [name, error, code, message, status] of cases) {
        it(`reads ${name}`, () => {
            expect(refusalOf(error)).to.deep.equal({ code, message, status });
        });
    }
});

function sdkError(name: string, message: string, httpStatusCode?: number): Error {
    return Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });
}
