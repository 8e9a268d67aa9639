import { expect } from "chai";

import { trustPolicy, trustPolicyProblems } from "../../../../components/pure/policies/trust.ts";

const ARGS = {
    providerArn: "arn:aws:iam::123456789012:oidc-provider/oidc.example.com/id",
    issuer: "https://oidc.example.com/id",
    subjects: ["system:serviceaccount:ns:tempo-z", "system:serviceaccount:ns:tempo-a"],
};

describe("the trust policy", () => {
    it("lets in exactly these service accounts, in their order, with a token made for STS", () => {
        expect(trustPolicy(ARGS)).to.deep.equal({
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Allow",
                    Principal: {
                        Federated: "arn:aws:iam::123456789012:oidc-provider/oidc.example.com/id",
                    },
                    Action: "sts:AssumeRoleWithWebIdentity",
                    Condition: {
                        StringEquals: {
                            "oidc.example.com/id:sub": [
                                "system:serviceaccount:ns:tempo-z",
                                "system:serviceaccount:ns:tempo-a",
                            ],
                            "oidc.example.com/id:aud": "sts.amazonaws.com",
                        },
                    },
                },
            ],
        });
    });

    it("writes a list for a single service account too", () => {
        const [statement] = trustPolicy({
            ...ARGS,
            subjects: ["system:serviceaccount:ns:a"],
        }).Statement;
        expect(statement?.Condition?.["StringEquals"]?.["oidc.example.com/id:sub"]).to.deep.equal([
            "system:serviceaccount:ns:a",
        ]);
    });

    it("demands another audience when told so", () => {
        const [statement] = trustPolicy({ ...ARGS, audience: "openshift" }).Statement;
        expect(statement?.Condition?.["StringEquals"]?.["oidc.example.com/id:aud"]).to.equal(
            "openshift",
        );
    });
});

const OTHER = {
    providerArn: "arn:aws:iam::123456789012:oidc-provider/oidc.example.com/green",
    issuer: "https://oidc.example.com/green",
    subjects: ["system:serviceaccount:ns:tempo-g"],
};

describe("a trust policy for several issuers", () => {
    it("has a statement for each, with its own subjects and audience", () => {
        const { Statement } = trustPolicy({ ...ARGS, others: [OTHER] });
        expect(Statement).to.deep.equal([
            ...trustPolicy(ARGS).Statement,
            {
                Effect: "Allow",
                Principal: {
                    Federated: "arn:aws:iam::123456789012:oidc-provider/oidc.example.com/green",
                },
                Action: "sts:AssumeRoleWithWebIdentity",
                Condition: {
                    StringEquals: {
                        "oidc.example.com/green:sub": ["system:serviceaccount:ns:tempo-g"],
                        "oidc.example.com/green:aud": "sts.amazonaws.com",
                    },
                },
            },
        ]);
    });

    it("has one statement for namespaces of the same cluster, each subject once", () => {
        const elsewhere = "system:serviceaccount:other:tempo-z";
        const [subject = ""] = ARGS.subjects;
        const others = [{ ...ARGS, subjects: [elsewhere, subject] }];
        const { Statement } = trustPolicy({ ...ARGS, others });
        expect(Statement).to.have.length(1);
        expect(Statement[0]?.Condition).to.deep.equal({
            StringEquals: {
                "oidc.example.com/id:sub": [...ARGS.subjects, elsewhere],
                "oidc.example.com/id:aud": "sts.amazonaws.com",
            },
        });
    });

    it("uses patterns only where they were given, and never for the audience", () => {
        const patterns = ["system:serviceaccount:preview-*:tempo-a"];
        const { Statement } = trustPolicy({ ...ARGS, patterns, others: [OTHER] });
        expect(Statement.map(({ Condition }) => Condition)).to.deep.equal([
            {
                StringLike: { "oidc.example.com/id:sub": [...ARGS.subjects, ...patterns] },
                StringEquals: { "oidc.example.com/id:aud": "sts.amazonaws.com" },
            },
            {
                StringEquals: {
                    "oidc.example.com/green:sub": OTHER.subjects,
                    "oidc.example.com/green:aud": "sts.amazonaws.com",
                },
            },
        ]);
    });
});

describe("a trust policy's problems", () => {
    it("are none for two service accounts", () => {
        expect(trustPolicyProblems(ARGS, "trust")).to.deep.equal([]);
    });

    it("refuse to trust nobody", () => {
        expect(trustPolicyProblems({ ...ARGS, subjects: [] }, "trust")).to.deep.equal([
            {
                path: "trust",
                expected: "at least one service account to trust",
                found: "[]",
                remedy: "Name the service accounts that Tempo uses",
            },
        ]);
    });

    it("refuse to trust nobody of another cluster", () => {
        const others = [{ ...OTHER, subjects: [] }];
        expect(trustPolicyProblems({ ...ARGS, others }, "trust")).to.have.length(1);
    });

    it("refuse a pattern in the place of another cluster's service account", () => {
        const others = [{ ...OTHER, subjects: ["system:serviceaccount:ns:*"] }];
        expect(trustPolicyProblems({ ...ARGS, others }, "trust")[0]?.expected).to.equal(
            "exact service accounts",
        );
    });

    it("count the statements of all issuers, and tell how many there are", () => {
        const many = Array.from({ length: 8 }, (_, index) => ({
            ...OTHER,
            providerArn: `${OTHER.providerArn}${index}`,
            issuer: `${OTHER.issuer}${index}`,
        }));
        const [problem] = trustPolicyProblems({ ...ARGS, others: many }, "trust");
        expect(problem?.found).to.match(/^2\d{3} characters for 10 service accounts of 9 issuers$/);
        expect(trustPolicyProblems({ ...ARGS, others: many.slice(0, 4) }, "trust")).to.be.empty;
    });

    it("refuse a pattern, each one by itself", () => {
        const subjects = ["system:serviceaccount:ns:*", "system:serviceaccount:n?:a"];
        expect(
            trustPolicyProblems({ ...ARGS, subjects }, "trust").map(({ found }) => found),
        ).to.deep.equal(['"system:serviceaccount:ns:*"', '"system:serviceaccount:n?:a"']);
    });

    it("refuse one character more than IAM's 2048, white space not counted", () => {
        const padded = (length: number): { subjects: string[] } => {
            const empty = JSON.stringify(trustPolicy({ ...ARGS, subjects: [""] })).length;
            return { subjects: ["x".repeat(length - empty)] };
        };
        const args = { ...ARGS, ...padded(2048) };
        expect(JSON.stringify(trustPolicy(args))).to.have.lengthOf(2048);
        expect(trustPolicyProblems(args, "trust")).to.deep.equal([]);
        expect(trustPolicyProblems({ ...ARGS, ...padded(2049) }, "trust")).to.deep.equal([
            {
                path: "trust",
                expected: "a trust policy of at most 2048 characters",
                found: "2049 characters for 1 service accounts",
                remedy: "Trust fewer service accounts with one role, or have IAM's quota raised (to 4096 at most)",
            },
        ]);
    });
});
