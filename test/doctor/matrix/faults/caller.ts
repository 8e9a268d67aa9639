/** Faults of whoever asks, of clocks, and of what only a real call tells. */
import { startAwsProxy, type AwsRule } from "../aws-proxy.ts";
import type { Fault } from "../fault.ts";
import type { Stage } from "../stage.ts";

const ONE_POD = { kind: "tempomonolithic" } as const;
const TEN_MINUTES = 600_000;
const CALLER_ELSEWHERE =
    "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::210987654321:user/u</Arn>" +
    "<Account>210987654321</Account></GetCallerIdentityResult></GetCallerIdentityResponse>";
const FORBIDDEN_ABOVE =
    "<SimulatePrincipalPolicyResponse><SimulatePrincipalPolicyResult><EvaluationResults><member>" +
    "<EvalDecision>implicitDeny</EvalDecision><OrganizationsDecisionDetail>" +
    "<AllowedByOrganizations>false</AllowedByOrganizations></OrganizationsDecisionDetail>" +
    "</member></EvaluationResults></SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>";

/** Who asks. */
export const CALLER_FAULTS: readonly Fault[] = [
    {
        name: "caller-unknown",
        title: "The cluster does not know whoever asks",
        cause: "caller-cluster",
        shape: ONE_POD,
        inject: (stage) => {
            stage.proxy.rules.push(() => ({ status: 401, body: { message: "Unauthorized" } }));
        },
    },
    {
        name: "caller-rights",
        title: "Whoever asks may not read Secrets (a warning)",
        cause: "caller-cluster-rights",
        shape: ONE_POD,
        inject: (stage) => {
            stage.proxy.rules.push((path, method) =>
                method === "POST" && path.includes("selfsubjectaccessreviews")
                    ? { status: 201, body: { status: { allowed: false } } }
                    : undefined,
            );
        },
    },
    {
        name: "caller-credentials",
        title: "AWS does not take the credentials of whoever asks",
        cause: "caller-aws",
        shape: ONE_POD,
        inject: (stage) => {
            const credentials = { accessKeyId: "AKIAUNKNOWNUNKNOWN00", secretAccessKey: "wrong" };
            stage.connection = { ...stage.connection, credentials };
        },
    },
    ofCall(
        "caller-account",
        "The credentials are of another account than the role (a warning)",
        "caller-other-account",
        ({ action }) =>
            action === "GetCallerIdentity" ? { status: 200, body: CALLER_ELSEWHERE } : undefined,
    ),
];

/** Clocks, quotas and real calls. */
export const CALL_FAULTS: readonly Fault[] = [
    {
        name: "clock-cluster",
        title: "The cluster's clock is ten minutes behind AWS's",
        cause: "clock-cluster",
        shape: ONE_POD,
        inject: (stage) => {
            const date = new Date(Date.now() + TEN_MINUTES).toUTCString();
            stage.outside = (url) =>
                url.startsWith(stage.connection.endpoints?.sts ?? "-")
                    ? { status: 404, text: "", date }
                    : undefined;
        },
    },
    {
        name: "clock-local",
        title: "The clock of whoever asks is ten minutes ahead (a warning)",
        cause: "clock-local",
        shape: ONE_POD,
        inject: (stage) => {
            stage.now = () => Date.now() + TEN_MINUTES;
        },
    },
    {
        name: "quota-used-up",
        title: "A quota of the namespace is used up (a warning)",
        cause: "quota-namespace",
        shape: ONE_POD,
        inject: (stage) => {
            stage.answer("/resourcequotas", 200, {
                items: [
                    {
                        metadata: { name: "compute" },
                        status: { hard: { pods: "4" }, used: { pods: "4" } },
                    },
                ],
            });
        },
    },
    ofCall(
        "bucket-foreign",
        "The bucket is another account's",
        "bucket-other-owner",
        ({ headers }) =>
            headers["x-amz-expected-bucket-owner"] === undefined ? undefined : { status: 403 },
    ),
    ofCall(
        "access-organisation",
        "A policy of the organisation forbids writing",
        "access-organisation",
        ({ action }) =>
            action === "SimulatePrincipalPolicy"
                ? { status: 200, body: FORBIDDEN_ABOVE }
                : undefined,
    ),
    ofCall("sts-refuses", "STS refuses the token", "handshake-refused", (call) =>
        refusal(call.action, "AccessDenied", "Not authorized to perform this"),
    ),
    ofCall("sts-expired", "STS finds the token expired", "handshake-expired", (call) =>
        refusal(call.action, "ExpiredTokenException", "Token expired"),
    ),
    ofCall("sts-claims", "STS takes tokens of another issuer only", "handshake-claims", (call) =>
        refusal(call.action, "InvalidIdentityToken", "No OpenIDConnect provider found"),
    ),
    ofCall(
        "s3-refuses-copy",
        "S3 refuses the copy that compaction makes",
        "handshake-bucket",
        (call) => (call.headers["x-amz-copy-source"] === undefined ? undefined : DENIED),
    ),
    ofCall("s3-refuses-upload", "S3 refuses uploads in parts", "handshake-bucket", ({ url }) =>
        url.includes("uploadId=") ? DENIED : undefined,
    ),
];

const DENIED = {
    status: 403,
    body: "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>",
};

function refusal(action: string, code: string, message: string): ReturnType<AwsRule> {
    if (action !== "AssumeRoleWithWebIdentity") return undefined;
    const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
    return { status: 400, body: `<ErrorResponse>${error}</ErrorResponse>` };
}

function ofCall(name: string, title: string, cause: string, rule: AwsRule): Fault {
    return {
        ...{ name, title, cause, shape: ONE_POD, probe: true },
        inject: async (stage: Stage) => {
            const { connection } = await startAwsProxy(stage.connection, rule);
            stage.connection = connection;
        },
    };
}
