import { expect } from "chai";

import { judgeStorage, warningsOf } from "../../../../sandbox/operator/admission/storage.ts";

const REQUEST = {
    secretName: "aws-sts",
    type: "s3",
    tlsEnabled: false,
    secretField: "secret",
    caField: "ca",
} as const;
const TOKEN = { bucket: "b", region: "us-gov-west-1", role_arn: "arn:x" };
const KEYS = {
    bucket: "b",
    endpoint: "https://minio:9000",
    access_key_id: "a",
    access_key_secret: "b",
};

describe("the judgement on storage", () => {
    it("makes the endpoint of a token's storage from its region, encrypted whatever tls says", () => {
        expect(judgeStorage(REQUEST, { found: TOKEN }, undefined)).to.deep.equal({
            parameters: {
                mode: "token",
                bucket: "b",
                region: "us-gov-west-1",
                roleArn: "arn:x",
                endpoint: "s3.us-gov-west-1.amazonaws.com",
                insecure: false,
            },
        });
    });

    it("speaks plainly to a given endpoint unless tls is enabled, as the operator does", () => {
        const insecure = (tlsEnabled: boolean): unknown =>
            judgeStorage({ ...REQUEST, tlsEnabled }, { found: KEYS }, undefined);
        expect(insecure(false)).to.have.nested.property("parameters.insecure", true);
        expect(insecure(true)).to.have.nested.property("parameters.insecure", false);
        expect(insecure(true)).to.have.nested.property("parameters.endpoint", "minio:9000");
    });

    const withCa = { ...REQUEST, tlsEnabled: true, caName: "ca" };
    for (const key of ["service-ca.crt", "ca.crt", "ca-bundle.crt"]) {
        it(`takes an authority under ${key}`, () => {
            const result = judgeStorage(withCa, { found: TOKEN }, { found: { [key]: "PEM" } });
            expect(result.errors).to.equal(undefined);
        });
    }

    it("refuses an authority under another key", () => {
        const { errors = [] } = judgeStorage(withCa, { found: TOKEN }, { found: { pem: "PEM" } });
        expect(errors.map(({ detail }) => detail)).to.deep.equal([
            "CA ConfigMap must contain a 'service-ca.crt', 'ca.crt', or 'ca-bundle.crt' key",
        ]);
        expect(warningsOf(errors)).to.deep.equal([]);
    });

    it("only warns, at admission, of an authority or a Secret that may come later", () => {
        const problem = 'ConfigMap "ca" not found';
        const late = judgeStorage(withCa, { found: TOKEN }, { problem }).errors ?? [];
        expect(warningsOf(late)).to.deep.equal([`could not fetch ConfigMap: ${problem}`]);
        const missing = judgeStorage(REQUEST, { problem: "no" }, undefined).errors ?? [];
        expect(warningsOf(missing)).to.have.lengthOf(1);
        expect(warningsOf([...late, ...missing])).to.deep.equal([]);
    });
});
