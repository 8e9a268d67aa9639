import { expect } from "chai";

import { trust } from "../../../doctor/links/trust.ts";
import type { Verdict } from "../../../doctor/link.ts";
import { fakeFacts, HEALTHY, PROVIDER_ARN, ROLE_ARN, SUBJECT } from "../support/fake-facts.ts";

const GOOD = statement({
    StringEquals: { "oidc.example/c:sub": SUBJECT, "oidc.example/c:aud": "sts.amazonaws.com" },
});

describe("doctor/links/trust", () => {
    it("holds where the service account is let in, and says by what", async () => {
        const verdict = await judged({ Statement: [GOOD] });
        expect(verdict).to.deep.equal({
            state: "holds",
            evidence: [`${SUBJECT} is let in by statement 1`],
        });
    });

    it("holds where a second statement does it, or a pattern, or IfExists", async () => {
        const like = statement({
            StringLike: { "oidc.example/c:sub": "system:serviceaccount:ns:tempo-*" },
            StringEqualsIfExists: { "oidc.example/c:aud": ["x", "sts.amazonaws.com"] },
        });
        const other = { ...GOOD, Action: "sts:AssumeRole", Principal: { AWS: "1" } };
        expect((await judged({ Statement: [other, like] })).state).to.equal("holds");
    });

    it("tells the remedy as a whole command with the policy that lets in just this", async () => {
        const verdict = await judged({ Statement: [{ ...GOOD, Action: "sts:AssumeRole" }] });
        const finding = verdict.state === "broken" ? verdict.findings[0] : undefined;
        const document: unknown = JSON.parse(
            /--policy-document '(.*)'$/.exec(finding?.remedy.command ?? "")?.[1] ?? "",
        );
        expect(finding?.cause).to.equal("trust-action");
        expect(document).to.deep.include({ Version: "2012-10-17" });
        expect((await judged(document)).state).to.equal("holds");
    });

    it("could not be checked where a condition depends on the call", async () => {
        const open = {
            ...GOOD,
            Condition: { ...GOOD.Condition, Bool: { "aws:SecureTransport": "true" } },
        };
        const verdict = await judged({ Statement: [open] });
        expect(verdict).to.deep.equal({
            state: "not-checked",
            because: "Bool aws:SecureTransport depends on the call itself",
        });
    });

    it("is broken for certain by a Deny besides what depends on the call", async () => {
        const maybe = { ...GOOD, Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } };
        const verdict = await judged({ Statement: [maybe, { ...GOOD, Effect: "Deny" }] });
        expect(causes(verdict)).to.deep.equal(["trust-denied"]);
    });

    it("warns where every service account of the cluster is let in", async () => {
        const wide = statement({ StringEquals: { "oidc.example/c:aud": "sts.amazonaws.com" } });
        const verdict = await judged({ Statement: [wide] });
        expect(
            verdict.state === "holds" && verdict.warnings?.map(({ cause }) => cause),
        ).to.deep.equal(["trust-too-wide"]);
    });

    it("is not there for static credentials, and needs none of the rest then", async () => {
        const storage = { ...HEALTHY.storage, mode: "static" } as const;
        const verdict = await trust.probe(fakeFacts({ tempo: HEALTHY.tempo, storage }));
        expect(verdict.state).to.equal("not-applicable");
    });
});

function statement(Condition: object) {
    const Principal = { Federated: PROVIDER_ARN };
    return { Effect: "Allow", Principal, Action: "sts:AssumeRoleWithWebIdentity", Condition };
}

async function judged(document: unknown): Promise<Verdict> {
    const role = { arn: ROLE_ARN, name: "tracing", id: "AROA", trust: document };
    return trust.probe(fakeFacts({ ...HEALTHY, role: { ...role, boundaryArn: undefined } }));
}

function causes(verdict: Verdict): string[] {
    return verdict.state === "broken" ? verdict.findings.map(({ cause }) => cause) : [];
}
