import { expect } from "chai";

import { AwsError } from "../../../../sandbox/aws/aws-error.ts";
import { parseWebIdentityRequest } from "../../../../sandbox/aws/web-identity/request.ts";

const GOOD = {
    RoleArn: "arn:aws:iam::123456789012:role/a/b/tracing",
    RoleSessionName: "tempo",
    WebIdentityToken: "a.b.c",
};
const parse = (changes: Record<string, string | undefined> = {}) => {
    const values: Record<string, string | undefined> = { ...GOOD, ...changes };
    const all = Object.entries(values);
    const given = all.filter((pair): pair is [string, string] => pair[1] !== undefined);
    return parseWebIdentityRequest(new URLSearchParams(given));
};
const message = (changes: Record<string, string | undefined>): string => {
    try {
        parse(changes);
    } catch (reason) {
        if (reason instanceof AwsError) return `${reason.status} ${reason.code}: ${reason.message}`;
        throw reason;
    }
    return "none";
};
const one = (violation: string) => `400 ValidationError: 1 validation error detected: ${violation}`;

describe("parseWebIdentityRequest", () => {
    it("takes the role's ARN apart and assumes an hour", () => {
        expect(parse()).to.deep.equal({
            roleArn: GOOD.RoleArn,
            partition: "aws",
            accountId: "123456789012",
            roleName: "tracing",
            sessionName: "tempo",
            token: "a.b.c",
            durationSeconds: 3600,
        });
        expect(parse({ RoleArn: "arn:aws-us-gov:iam::123456789012:role/r" })).to.include({
            partition: "aws-us-gov",
            roleName: "r",
        });
    });

    it("accepts the limits themselves", () => {
        for (const changes of [
            { DurationSeconds: "900" },
            { DurationSeconds: "43200" },
            { RoleSessionName: "ab" },
            { RoleSessionName: "A0_+=,.@-".padEnd(64, "x") },
            { WebIdentityToken: "abcd" },
            { WebIdentityToken: "x".repeat(20_000) },
        ]) {
            expect(message(changes), JSON.stringify(changes)).to.equal("none");
        }
    });

    it("refuses one beyond a limit, in AWS's words", () => {
        const rows: [Record<string, string | undefined>, string][] = [
            [
                { RoleArn: undefined },
                "Value null at 'roleArn' failed to satisfy constraint: Member must not be null",
            ],
            [
                { RoleSessionName: undefined },
                "Value null at 'roleSessionName' failed to satisfy constraint: Member must not be null",
            ],
            [
                { WebIdentityToken: undefined },
                "Value null at 'webIdentityToken' failed to satisfy constraint: Member must not be null",
            ],
            [
                { RoleArn: "tracing" },
                "Value 'tracing' at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 20",
            ],
            [
                { RoleSessionName: "a" },
                "Value 'a' at 'roleSessionName' failed to satisfy constraint: Member must have length greater than or equal to 2",
            ],
            [
                { RoleSessionName: "a b" },
                "Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
            ],
            [
                { WebIdentityToken: "abc" },
                "Value at 'webIdentityToken' failed to satisfy constraint: Member must have length greater than or equal to 4",
            ],
            [
                { WebIdentityToken: "x".repeat(20_001) },
                "Value at 'webIdentityToken' failed to satisfy constraint: Member must have length less than or equal to 20000",
            ],
            [
                { DurationSeconds: "899" },
                "Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
            ],
            [
                { DurationSeconds: "-1" },
                "Value '-1' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
            ],
            [
                { DurationSeconds: "43201" },
                "Value '43201' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200",
            ],
            [
                { DurationSeconds: "1e3" },
                "Value '1e3' at 'durationSeconds' failed to satisfy constraint: Member must be an integer",
            ],
            [
                { DurationSeconds: "" },
                "Value '' at 'durationSeconds' failed to satisfy constraint: Member must be an integer",
            ],
        ];
        for (const [changes, violation] of rows) expect(message(changes)).to.equal(one(violation));
        expect(message({ RoleSessionName: `${"x".repeat(64)}!` })).to.match(
            /^400 ValidationError: 2 validation errors detected: .+; Value/,
        );
    });

    it("refuses what is no role's ARN", () => {
        for (const RoleArn of [
            "arn:aws:iam::123456789012:user/tracing",
            "arn:aws:sts::123456789012:assumed-role/tracing/x",
            "arn:aws:iam:us-east-2:123456789012:role/tracing",
            "arn:aws:iam::12345678901:role/tracing",
            "arn:aws:iam::123456789012:role/",
            "arn:aws:iam::123456789012:role//",
            `arn:aws:iam::123456789012:role/${"r".repeat(65)}`,
            "arn:aws:iam::123456789012:role/tracing\n",
            " arn:aws:iam::123456789012:role/tracing",
        ]) {
            expect(message({ RoleArn }), RoleArn).to.equal(
                "400 ValidationError: Request ARN is invalid",
            );
        }
    });

    it("refuses what the emulator would ignore", () => {
        expect(message({ Policy: "{}" })).to.match(
            /^501 NotImplemented: .+ so Policy is refused\.$/,
        );
        expect(message({ "PolicyArns.member.1.arn": "x" })).to.match(/^501 NotImplemented/);
        expect(message({ ProviderId: "www.amazon.com" })).to.match(
            /^400 ValidationError: ProviderId/,
        );
    });
});
