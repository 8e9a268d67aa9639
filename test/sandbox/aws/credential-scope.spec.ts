import { expect } from "chai";

import { AwsError } from "../../../sandbox/aws/aws-error.ts";
import { credentialScope, readHead } from "../../../sandbox/aws/credential-scope.ts";

const KEY = "AKIA0123456789ABCDEF";
const SIGNED = "SignedHeaders=host;x-amz-date, Signature=00ff";
const header = (credential: string, rest = SIGNED) =>
    `AWS4-HMAC-SHA256 Credential=${credential}, ${rest}`;
const scope = (accessKeyId = KEY, service = "s3") =>
    `${accessKeyId}/20261124/us-east-2/${service}/aws4_request`;
const headOf = (headers: readonly string[], target = "/") => readHead("GET", target, headers);
const codeOf = (headers: readonly string[], target?: string): string => {
    try {
        credentialScope(headOf(headers, target));
    } catch (reason) {
        if (reason instanceof AwsError) return reason.code;
        throw reason;
    }
    return "none";
};

describe("credentialScope", () => {
    it("reads a signed header, with or without spaces", () => {
        const expected = { accessKeyId: KEY, region: "us-east-2", service: "s3", presigned: false };
        for (const value of [
            header(scope()),
            `AWS4-HMAC-SHA256 Credential=${scope()},SignedHeaders=host,Signature=00ff`,
            `AWS4-HMAC-SHA256  SignedHeaders=host, Signature=0, Credential=${scope()}`,
        ]) {
            expect(credentialScope(headOf(["authorization", value]))).to.deep.equal(expected);
        }
    });

    it("reads a presigned address", () => {
        const query = new URLSearchParams({
            "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
            "X-Amz-Credential": scope("ASIA0123456789ABCDEF"),
        });
        expect(credentialScope(headOf([], `/b/k?${query.toString()}`))).to.deep.equal({
            accessKeyId: "ASIA0123456789ABCDEF",
            region: "us-east-2",
            service: "s3",
            presigned: true,
        });
    });

    it("knows nobody where nobody is named", () => {
        expect(credentialScope(headOf(["host", "x"], "/b/k?prefix=AKIA"))).to.equal(undefined);
    });

    it("refuses every key that the emulator takes for root", () => {
        for (const key of [
            "test",
            "123456789012",
            "root-of-the-sandbox-00",
            "AKIA",
            "akia0123456789abcdef",
        ]) {
            expect(codeOf(["Authorization", header(scope(key))]), key).to.equal(
                "InvalidAccessKeyId",
            );
            expect(codeOf(["Authorization", header(scope(key, "iam"))]), key).to.equal(
                "InvalidClientTokenId",
            );
            const query = `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${scope(key)}`;
            expect(codeOf([], `/?${query}`), key).to.equal("InvalidAccessKeyId");
        }
        expect(codeOf(["Authorization", header(scope(""))])).to.equal("IncompleteSignature");
    });

    it("refuses what might be read in two ways", () => {
        const good = header(scope());
        const other = header(scope("test"));
        const rows: [string, string[], string?][] = [
            ["InvalidRequest", ["authorization", good, "Authorization", other]],
            ["InvalidRequest", ["authorization", good], `/?X-Amz-Credential=${scope("test")}`],
            ["InvalidRequest", ["authorization", good], "/?AWSAccessKeyId=test"],
            ["InvalidRequest", ["authorization", good], `/?x-amz-credential=${scope("test")}`],
            [
                "InvalidRequest",
                [],
                `/?X-Amz-Credential=${scope()}&X-Amz-Credential=${scope("test")}`,
            ],
            ["IncompleteSignature", ["authorization", `${good}, Credential=${scope("test")}`]],
            ["IncompleteSignature", ["authorization", header(`x Credential=${scope("test")}`)]],
        ];
        for (const [code, headers, target] of rows) {
            expect(codeOf(headers, target), JSON.stringify([headers, target])).to.equal(code);
        }
    });

    it("refuses other ways to sign, and half signatures", () => {
        const rows: [string, string[], string?][] = [
            ["InvalidRequest", ["authorization", `AWS ${KEY}:c2lnbg==`]],
            ["InvalidRequest", ["authorization", "Bearer token"]],
            ["InvalidRequest", ["authorization", ""]],
            ["InvalidRequest", ["authorization", header(scope()).replace("HMAC", "ECDSA-P256")]],
            ["InvalidRequest", [], `/?X-Amz-Credential=${scope()}`],
            [
                "InvalidRequest",
                [],
                `/?X-Amz-Algorithm=AWS4-ECDSA-P256-SHA256&X-Amz-Credential=${scope()}`,
            ],
            ["IncompleteSignature", [], "/?X-Amz-Algorithm=AWS4-HMAC-SHA256"],
            ["IncompleteSignature", ["authorization", `AWS4-HMAC-SHA256 Credential=${scope()}`]],
            ["IncompleteSignature", ["authorization", header(`${KEY}/20261124/us-east-2/s3`)]],
            ["IncompleteSignature", ["authorization", header(scope(), "Signature=0")]],
        ];
        for (const [code, headers, target] of rows) {
            expect(codeOf(headers, target), JSON.stringify([headers, target])).to.equal(code);
        }
    });
});

describe("readHead", () => {
    it("resolves percent signs of the path once, and keeps what is no UTF-8 apart", () => {
        expect(readHead("GET", "/%5Fadmin/a%2Fb?x=%2F", []).path).to.equal("/_admin/a/b");
        expect(readHead("GET", "/%255Fadmin", []).path).to.equal("/%5Fadmin");
        expect(readHead("GET", "/%ff%5fadmin%", []).path).to.equal("/\u00ff_admin%");
    });

    it("takes everything after the first question mark as the query", () => {
        const { query, path } = readHead("GET", "/b?a=1?b=2&policy", []);
        expect([path, [...query]]).to.deep.equal([
            "/b",
            [
                ["a", "1?b=2"],
                ["policy", ""],
            ],
        ]);
    });
});
