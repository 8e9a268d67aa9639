/** Reports as a rehearsal would make them, for the tests of what is shown of them. */
import type { Proof, RehearsalReport } from "../../sandbox/rehearsal/report.ts";

const BASE = "system:serviceaccount:chainsaw-awssts-tempo:tempo-tmstack";
const NAME = "tracing-chainsaw-awssts-tempo-cioptmstack";

/** A rehearsal in which everything went as it must. */
export function passedReport(overrides: Partial<RehearsalReport> = {}): RehearsalReport {
    return {
        reportVersion: 1,
        ok: true,
        failures: [],
        engine: "in-process",
        engineWhy: "no Pulumi CLI on PATH",
        crds: "../shared/crds",
        operator: "stand-in",
        cluster: "own control plane (Kubernetes v1.36.3)",
        chain: {
            namespace: "chainsaw-awssts-tempo",
            tempoName: "tmstack",
            serviceAccounts: ["tempo-tmstack", "tempo-tmstack-query-frontend"],
            issuer: "https://oidc.rehearsal.example/tempo-sts",
            audience: "sts.amazonaws.com",
            providerArn: "arn:aws:iam::123456789012:oidc-provider/oidc.rehearsal.example/tempo-sts",
            roleArn: `arn:aws:iam::123456789012:role/${NAME}`,
            bucketName: NAME,
            secretName: "aws-sts",
            region: "us-east-2",
        },
        proofs: [
            allowed(BASE, "TokenRequest for sts.amazonaws.com", "token"),
            allowed(BASE, "sts:AssumeRoleWithWebIdentity", "sts"),
            allowed(BASE, "s3:PutObject", "s3"),
            allowed(`${BASE}-query-frontend`, "s3:PutObject", "s3"),
            refused(
                "system:serviceaccount:chainsaw-awssts-tempo:default",
                "another service account",
                "sts",
                "AccessDenied",
            ),
            refused(BASE, "expired token", "sts", "ExpiredToken"),
            refused(BASE, "s3:DeleteBucket", "s3", "AccessDenied"),
            refused("nobody (no credentials)", "read without credentials", "s3", "AccessDenied"),
        ],
        traceJobs: [{ name: "generate-traces", accepted: true, detail: "accepted" }],
        leftovers: [],
        bystandersTouched: [],
        bystandersWatched: 12,
        resources: [{ type: "aws:s3/bucket:Bucket", name: "tracing", id: NAME }],
        phases: [
            {
                id: "set-up",
                title: "Set up",
                status: "passed",
                milliseconds: 12,
                detail: "nothing to install",
            },
            {
                id: "start",
                title: "Start the sandbox",
                status: "passed",
                milliseconds: 6543,
                detail: "",
            },
            {
                id: "leak-check",
                title: "Check that nothing is left",
                status: "passed",
                milliseconds: 400,
                detail: "",
            },
        ],
        timings: { "set-up": 12, start: 6543, "leak-check": 400, total: 12_345 },
        addresses: {
            "AWS emulator": "https://127.0.0.1:41234",
            "Kubernetes API": "https://127.0.0.1:41235",
        },
        notProven: ["No pod runs: traces are checked on a cluster."],
        ...overrides,
    };
}

/** A rehearsal in which a stranger got in, something stayed, and somebody else's bucket changed. */
export function failedReport(): RehearsalReport {
    const passed = passedReport();
    const failure = {
        class: "proof",
        phase: "prove-refused",
        message: "1 of 4 calls did not end as it must",
    } as const;
    return {
        ...passed,
        ok: false,
        failure,
        failures: [failure],
        proofs: passed.proofs.map((proof) =>
            proof.operation.startsWith("another service account")
                ? { ...proof, observed: "allowed", ok: false }
                : proof,
        ),
        leftovers: [`S3 bucket ${NAME}`],
        bystandersTouched: ["S3 bucket tracing-bystander (changed)"],
    };
}

function allowed(identity: string, operation: string, link: Proof["link"]): Proof {
    return {
        identity,
        operation,
        expected: "allowed",
        observed: "allowed",
        ok: true,
        link,
        milliseconds: 3,
    };
}

function refused(identity: string, operation: string, link: Proof["link"], code: string): Proof {
    return {
        identity,
        operation,
        expected: "refused",
        observed: "refused",
        ok: true,
        link,
        code,
        expectedCodes: [code],
        milliseconds: 3,
    };
}
