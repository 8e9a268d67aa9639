import { expect } from "chai";

import { trustPolicy, type TrustedIssuer } from "../../../../components/pure/policies/trust.ts";
import { trustGaps } from "../../../../components/pure/policy-reading/trust-gaps.ts";

const PROVIDER = "arn:aws:iam::123456789012:oidc-provider/oidc.example.com/id";
const WANTED: TrustedIssuer = {
    providerArn: PROVIDER,
    issuer: "https://oidc.example.com/id",
    subjects: ["system:serviceaccount:ns:tempo-a", "system:serviceaccount:ns:tempo-b"],
};

interface Written {
    readonly Effect?: string;
    readonly Action?: unknown;
    readonly Principal?: unknown;
    readonly Condition?: unknown;
}

const ALLOW: Written = {
    Effect: "Allow",
    Principal: { Federated: PROVIDER },
    Action: "sts:AssumeRoleWithWebIdentity",
};

function texts(...statements: Written[]): string[] {
    const document = JSON.stringify({ Version: "2012-10-17", Statement: statements });
    return trustGaps(document, [WANTED]).map(({ text }) => text);
}

const SUBJECTS = { "oidc.example.com/id:sub": WANTED.subjects };

describe("what a trust policy lacks", () => {
    it("is nothing where it is ours", () => {
        expect(trustGaps(JSON.stringify(trustPolicy(WANTED)), [WANTED])).to.deep.equal([]);
    });

    it("is the provider, where another one is trusted", () => {
        const other = { ...ALLOW, Principal: { Federated: `${PROVIDER}2` } };
        expect(texts(other)).to.deep.equal([`it does not trust the provider ${PROVIDER}`]);
        expect(texts({ ...ALLOW, Action: "sts:AssumeRole" })).to.have.length(1);
        expect(texts({ ...ALLOW, Effect: "Deny" })).to.deep.equal([
            `it does not trust the provider ${PROVIDER}`,
        ]);
    });

    it("is each subject that is not let in", () => {
        const Condition = { StringEquals: { "oidc.example.com/id:sub": WANTED.subjects[0] } };
        expect(texts({ ...ALLOW, Condition })).to.deep.equal([
            "it does not trust system:serviceaccount:ns:tempo-b of https://oidc.example.com/id",
        ]);
    });

    it("is a * under StringEquals, where it stands for itself", () => {
        const sub = "system:serviceaccount:ns:*";
        const exact = { StringEquals: { "oidc.example.com/id:sub": sub } };
        const like = { StringLike: { "oidc.example.com/id:sub": sub } };
        expect(texts({ ...ALLOW, Condition: exact })).to.have.length(2);
        expect(texts({ ...ALLOW, Condition: like })).to.deep.equal([]);
    });

    it("is the audience, where only another one is taken", () => {
        const Condition = {
            StringEquals: { ...SUBJECTS, "oidc.example.com/id:aud": "openshift" },
        };
        expect(texts({ ...ALLOW, Condition })[0]).to.equal(
            "it does not take the audience sts.amazonaws.com in tokens of system:serviceaccount:ns:tempo-a of https://oidc.example.com/id",
        );
    });

    it("is told as denied, where a statement denies it", () => {
        const Condition = { StringLike: { "oidc.example.com/id:sub": "*:tempo-b" } };
        expect(texts(ALLOW, { ...ALLOW, Effect: "Deny", Condition })).to.deep.equal([
            "it denies system:serviceaccount:ns:tempo-b of https://oidc.example.com/id",
        ]);
    });

    it("is nothing where lists, case, prefixes of operators and unconditional trust say so", () => {
        const anyCase = {
            "ForAnyValue:StringEqualsIfExists": {
                "OIDC.example.com/id:SUB": WANTED.subjects,
                "oidc.example.com/id:aud": ["other", "sts.amazonaws.com"],
            },
        };
        const listed = {
            Principal: { Federated: ["x", PROVIDER] },
            Action: ["sts:TagSession", "STS:assumerolewithwebidentity"],
        };
        expect(texts({ ...ALLOW, ...listed, Condition: anyCase })).to.deep.equal([]);
        expect(texts(ALLOW)).to.deep.equal([]);
        expect(texts({ ...ALLOW, Action: "sts:*" })).to.deep.equal([]);
    });

    it("leaves open what it cannot judge, such as the time of day", () => {
        const Condition = { DateLessThan: { "aws:CurrentTime": "2030-01-01T00:00:00Z" } };
        expect(texts({ ...ALLOW, Condition })).to.deep.equal([]);
    });

    it("knows the operators that say no", () => {
        const not = { StringNotEquals: SUBJECTS };
        const notLike = { StringNotLike: { "oidc.example.com/id:sub": "*:tempo-?" } };
        const anyCase = {
            StringEqualsIgnoreCase: {
                "oidc.example.com/id:sub": "SYSTEM:serviceaccount:ns:TEMPO-A",
            },
        };
        expect(texts({ ...ALLOW, Condition: not })).to.have.length(2);
        expect(texts({ ...ALLOW, Condition: notLike })).to.have.length(2);
        expect(texts({ ...ALLOW, Condition: anyCase })).to.have.length(1);
    });

    it("is the whole document where it cannot be read", () => {
        for (const document of ["", "no json", "[]", '{"Statement":"x"}', "null"]) {
            expect(trustGaps(document, [WANTED]).map(({ kind }) => kind)).to.deep.equal([
                "document",
            ]);
        }
    });
});
