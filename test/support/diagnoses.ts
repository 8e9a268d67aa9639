/** Diagnoses as the doctor would give them. */
import type { Diagnosis, JudgedLink } from "../../doctor/diagnose.ts";
import type { Finding } from "../../doctor/link.ts";
import type { Cluster } from "../../stacks/cluster/connection.ts";

const TOKEN = `eyJhbGciOiJSUzI1NiJ9.${Buffer.from('{"sub":"system:serviceaccount:a:b"}').toString("base64url")}.c2lnbmF0dXJl`;
/** A remedy that is longer than a line. */
export const COMMAND = `aws iam update-assume-role-policy --role-name tracing --policy-document '${"x".repeat(150)}'`;
const FINDING: Finding = {
    cause: "trust-wildcard",
    summary: "The trust policy does not let tempo-t in.",
    evidence: [`found a star; the token was ${TOKEN}`],
    remedy: { text: "Give the role this policy.", command: COMMAND, fix: "restart-pods" },
    severity: "broken",
};
const ROLE = judged("role", "IAM role", { state: "holds", evidence: ["arn:aws:iam::1:role/x"] });
const TRUST = judged("trust", "Trust policy", { state: "broken", findings: [FINDING] });
const HANDSHAKE = judged("handshake", "Handshake", { state: "not-judged", after: ["trust"] });
const BUCKET = judged("bucket", "Bucket", { state: "not-checked", because: "S3 is throttled" });

/** A chain that holds. */
export const HELD = diagnosis([ROLE]);
/** A chain that is broken at the trust policy; a token is in its evidence. */
export const BROKEN = diagnosis([ROLE, TRUST, HANDSHAKE], { ...FINDING, link: "trust" });
/** A chain whose bucket could not be looked at. */
export const UNKNOWN: Diagnosis = { ...diagnosis([ROLE, BUCKET]), outcome: "unknown", ok: false };
/** A cluster with Tempos of these names in every namespace. */
export function clusterWith(names: readonly string[]): Cluster {
    const items = names.map((name) => ({ metadata: { name } }));
    return {
        ...{ context: "here", server: "https://api.example" },
        ask: () => Promise.resolve({ status: 200, body: { items } }),
    };
}

function judged(id: JudgedLink["id"], title: string, verdict: JudgedLink["verdict"]): JudgedLink {
    return { id, title, essential: true, verdict, milliseconds: 1 };
}

function diagnosis(links: readonly JudgedLink[], cause?: Diagnosis["cause"]): Diagnosis {
    return {
        schema: "tempo-sts/doctor/v1",
        outcome: cause === undefined ? "holds" : "broken",
        ok: cause === undefined,
        ...(cause === undefined ? {} : { cause }),
        subject: { kind: "tempostack", namespace: "ns", name: "t" },
        links,
        milliseconds: 2,
    };
}
