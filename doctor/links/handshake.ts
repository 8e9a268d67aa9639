// Handshake: with --probe, a real token of each service account, the role by it, and what Tempo does with its bucket.
import {
    handshakeVerdict,
    type HandshakeVerdict,
    type TokenClaims,
} from "../../components/pure/handshake/handshake-verdict.ts";
import { shortHash } from "../../components/pure/names/physical-names.ts";
import { refusalOf } from "../../stacks/handshake/refusal.ts";
import { assumeRole } from "../../stacks/handshake/role.ts";
import { requestToken, type ServiceAccountToken } from "../../stacks/handshake/token.ts";
import type { AwsCause } from "../causes/aws.ts";
import { findingOf } from "../causes/finding.ts";
import type { Facts } from "../facts.ts";
import type { PodIdentity } from "../facts/cluster.ts";
import { reasonOf } from "../facts/unreadable.ts";
import { notApplicable, notChecked, verdictOf, type Finding, type Link } from "../link.ts";
import { tempoCalls } from "../probe/tempo-calls.ts";
import { prefixOf } from "./access/requests.ts";
import { forWebIdentity } from "./web-identity.ts";

/** Handshake. */
export const handshake: Link = {
    id: "handshake",
    title: "Handshake",
    needs: ["trust", "access", "bucket", "service-accounts", "clock"],
    probe: forWebIdentity(async (facts) => {
        if (!facts.tools.probe) return notApplicable("nobody asked for it: --probe");
        const identities = await facts.need("identities");
        const tried = await Promise.all(identities.map(async (each) => shake(facts, each)));
        const findings = tried.flatMap((each) => each.findings);
        const unread = tried.flatMap((each) => each.unread ?? []);
        const evidence = tried.flatMap((each) => each.evidence);
        return findings.length === 0 && unread[0] !== undefined
            ? notChecked(unread[0])
            : verdictOf(findings, evidence);
    }),
};

interface Shaken {
    readonly findings: readonly Finding[];
    readonly evidence: readonly string[];
    /** Why it came to nothing. */
    readonly unread?: string;
}

async function shake(facts: Facts, identity: PodIdentity): Promise<Shaken> {
    const { cluster, subject, signal } = facts.tools;
    const audience = await facts.need("audience");
    const request = { namespace: subject.namespace, serviceAccount: identity.name, audience };
    let token: ServiceAccountToken;
    try {
        token = await requestToken(cluster, request, signal);
    } catch (error) {
        return { findings: [], evidence: [], unread: reasonOf(error) };
    }
    const said = claimsLine(identity, token.claims);
    const { roleArn } = await facts.need("storage");
    const connection = await facts.need("connection");
    const sessionName = `tempo-sts-doctor-${shortHash(identity.subject)}`;
    try {
        const credentials = await assumeRole(
            connection,
            { roleArn, token: token.value, sessionName },
            signal,
        );
        return await useBucket(facts, identity, { credentials, said });
    } catch (error) {
        signal?.throwIfAborted();
        return refused(facts, identity, { token, error, said });
    }
}

async function useBucket(
    facts: Facts,
    identity: PodIdentity,
    taken: { credentials: Awaited<ReturnType<typeof assumeRole>>; said: string },
): Promise<Shaken> {
    const { bucket: bucketName } = await facts.need("storage");
    const connection = { ...(await facts.need("connection")), credentials: taken.credentials };
    const prefix = (await prefixOf(facts)) || undefined;
    const calls = await tempoCalls(connection, { bucketName, prefix }, facts.tools.signal);
    const evidence = [taken.said, `${identity.name} took the role`, `S3: ${calls.done.join(", ")}`];
    const left =
        calls.leftBehind.length === 0 || calls.done.length < 2
            ? []
            : [leftBehind(bucketName, calls.leftBehind)];
    if (calls.refused === undefined) return { findings: left, evidence };
    const verdict = await verdictOn(facts, identity, {
        ...calls,
        error: calls.refused.error,
        claims: {},
    });
    if (verdict.kind === "unreachable") return { findings: left, evidence, unread: verdict.reason };
    const finding = findingOf("handshake-bucket", {
        summary: `S3 refuses ${calls.refused.call} on bucket ${bucketName} to ${identity.name}.`,
        evidence: [...evidence, verdict.reason],
        remedy: {
            text: "Allow it in the role's policy, the bucket's policy and the key's policy; a Deny anywhere wins.",
            command: `aws s3api get-bucket-policy --bucket ${bucketName} --query Policy --output text`,
        },
    });
    return { findings: [finding, ...left], evidence };
}

function leftBehind(bucketName: string, keys: readonly string[]): Finding {
    return findingOf("handshake-left-behind", {
        summary: `The probe could not delete ${keys.length} objects that it wrote to bucket ${bucketName}.`,
        evidence: keys,
        remedy: {
            text: "Delete them as somebody who may.",
            command: keys.map((key) => `aws s3 rm s3://${bucketName}/${key}`).join(" && "),
        },
        severity: "warning",
    });
}

const CAUSES: Readonly<Record<HandshakeVerdict["kind"], AwsCause>> = {
    mismatch: "handshake-claims",
    expired: "handshake-expired",
    permission: "handshake-refused",
    retry: "handshake-refused",
    unreachable: "handshake-refused",
};

async function refused(
    facts: Facts,
    identity: PodIdentity,
    tried: { token: ServiceAccountToken; error: unknown; said: string },
): Promise<Shaken> {
    const verdict = await verdictOn(facts, identity, {
        step: "assume-role",
        error: tried.error,
        claims: tried.token.claims,
    });
    if (verdict.kind === "unreachable") {
        return { findings: [], evidence: [tried.said], unread: verdict.reason };
    }
    const { roleArn } = await facts.need("storage");
    const finding = findingOf(CAUSES[verdict.kind], {
        summary: `STS refuses the token of ${identity.name} for ${roleArn}.`,
        evidence: [tried.said, verdict.reason],
        remedy: {
            text: "IAM needs minutes to spread what was changed just now: try once more, then compare these claims with the trust policy.",
            command: `oc create token ${identity.name} --namespace ${facts.tools.subject.namespace} --audience ${await facts.need("audience")}`,
        },
    });
    return { findings: [finding], evidence: [tried.said] };
}

async function verdictOn(
    facts: Facts,
    identity: PodIdentity,
    tried: { step?: "assume-role"; error: unknown; claims: TokenClaims },
): Promise<HandshakeVerdict> {
    const { issuer } = await facts.need("issuer");
    const audience = await facts.need("audience");
    return handshakeVerdict({
        step: tried.step ?? "bucket",
        ...refusalOf(tried.error),
        claims: tried.claims,
        expected: { issuer, audience, subjects: [identity.subject] },
        // There is one attempt only: nothing is waited for.
        elapsedSeconds: Number.MAX_SAFE_INTEGER,
        nowSeconds: facts.tools.now() / 1000,
    });
}

// What the token says; never the token, and nothing that could be made one again.
function claimsLine({ name }: PodIdentity, { iss, sub, aud, exp }: TokenClaims): string {
    const until = typeof exp === "number" ? new Date(exp * 1000).toISOString() : "unknown";
    return `token of ${name}: iss ${show(iss)}, sub ${show(sub)}, aud ${show(aud)}, until ${until}`;
}

function show(claim: unknown): string {
    if (Array.isArray(claim)) return claim.map(show).join(" and ");
    return typeof claim === "string" ? claim : "missing";
}
