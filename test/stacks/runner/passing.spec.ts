import { expect } from "chai";

import { OperationFailedError, StackLockedError } from "../../../stacks/runner/errors.ts";
import { isPassing } from "../../../stacks/runner/passing.ts";

function failed(...messages: string[]): OperationFailedError {
    const diagnostics = messages.map((message) => ({ urn: undefined, message }));
    return new OperationFailedError(`updating: ${messages.join()}`, diagnostics);
}

describe("a failed update", () => {
    const PASSING = [
        "Throttling: Rate exceeded",
        "SlowDown: Please reduce your request rate",
        "read tcp 1.2.3.4:443: connection reset by peer",
        "Post https://sts.us-east-2.amazonaws.com: net/http: TLS handshake timeout",
        "StatusCode: 503, ServiceUnavailable",
        "OperationAborted: A conflicting conditional operation is currently in progress",
        "dial tcp: i/o timeout",
    ];
    const LASTING = [
        "AccessDenied: User is not authorized (status 500)",
        "expected `namespace` to be a DNS label, got 7 (timed out)",
        "the handshake timed out: the token's subject does not match",
        "BucketAlreadyExists",
        "Job tracing/verify-traces timed out waiting to be Ready",
        "",
    ];
    for (const message of PASSING) {
        it(`may succeed later: ${message}`, () => {
            expect(isPassing(failed(message))).to.equal(true);
        });
    }
    for (const message of LASTING) {
        it(`will fail again: ${message || "without a word"}`, () => {
            expect(isPassing(failed(message))).to.equal(false);
        });
    }

    it("will fail again, when one of its reasons stays", () => {
        expect(isPassing(failed("Rate exceeded", "AccessDenied"))).to.equal(false);
        expect(isPassing(failed("Rate exceeded", "connection reset"))).to.equal(true);
    });

    it("is judged by what was said of its resources, not by what that did to the stack", () => {
        const diagnostics = [
            { urn: "urn:pulumi:dev::p::aws:s3/bucket:Bucket::b", message: "StatusCode: 503" },
            { urn: undefined, message: "the program ended" },
        ];
        expect(isPassing(new OperationFailedError("updating", diagnostics))).to.equal(true);
        expect(isPassing(new OperationFailedError("updating", diagnostics.slice(1)))).to.equal(
            false,
        );
    });

    it("is judged by its message, when the engine said nothing; and no other error is", () => {
        expect(isPassing(new OperationFailedError("updating: dial tcp: i/o timeout", []))).to.equal(
            true,
        );
        expect(isPassing(new StackLockedError("Rate exceeded"))).to.equal(false);
        expect(isPassing(new Error("Rate exceeded"))).to.equal(false);
    });
});
