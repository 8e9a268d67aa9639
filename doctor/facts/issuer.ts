// The cluster's issuer: what the cluster says, and what the internet sees of it.
import { DISCOVERY_KEY } from "../../components/pure/discovery-documents.ts";
import { isTable } from "../../components/pure/fields/raw-values.ts";
import { listAt, textAt } from "../../stacks/cluster/answers.ts";
import { readIssuer, type IssuerAnswer } from "../../stacks/cluster/issuer.ts";
import { SIGNING_KEYS_PATH } from "../../stacks/cluster/signing-keys.ts";
import type { OutsideAnswer } from "../../stacks/aws/outside.ts";
import type { Facts, FactTypes } from "../facts.ts";
import type { SigningKey } from "./aws.ts";
import { Unreadable, unreadableAnswer } from "./unreadable.ts";

/** What STS adds to the issuer: it reads no other place. */
export const DISCOVERY_PATH = `/${DISCOVERY_KEY}`;

/** What the cluster says. */
export async function readClusterIssuer({
    tools,
}: Facts): Promise<Extract<IssuerAnswer, { issuer: string }>> {
    const answer = await readIssuer(tools.cluster, tools.signal);
    if ("issuer" in answer) return answer;
    throw new Unreadable(`the cluster does not tell its issuer: ${answer.seen.join("; ")}`);
}

/** The discovery document from outside. */
export async function readDiscovery(facts: Facts): Promise<OutsideAnswer> {
    const { issuer } = await facts.need("issuer");
    const url = `${issuer.replace(/\/$/, "")}${DISCOVERY_PATH}`;
    return facts.tools.outside(url, facts.tools.signal);
}

/** The keys from outside, where the discovery document says they are. */
export async function readPublicKeys(facts: Facts): Promise<FactTypes["publicKeys"]> {
    const discovery = await facts.need("discovery");
    const url = textAt(jsonOf(discovery.text), "jwks_uri");
    if (!url.startsWith("https://")) {
        throw new Unreadable("the discovery document names no https place for the keys");
    }
    const { status, text } = await facts.tools.outside(url, facts.tools.signal);
    return { url, status, keys: keysIn(jsonOf(text)) ?? [] };
}

/** The keys by which the API server itself verifies. */
export async function readClusterKeys({ tools }: Facts): Promise<readonly SigningKey[]> {
    const answer = await tools.cluster.ask(SIGNING_KEYS_PATH, { signal: tools.signal });
    const keys = answer.status === 200 ? keysIn(answer.body) : undefined;
    if (keys === undefined) throw unreadableAnswer("the cluster's own list of keys", answer);
    return keys;
}

/** A text as JSON; undefined where it is none. */
export function jsonOf(text: string): unknown {
    try {
        const value: unknown = JSON.parse(text);
        return value;
    } catch {
        // Whoever asked says what was found instead.
        return undefined;
    }
}

function keysIn(set: unknown): SigningKey[] | undefined {
    if (!isTable(set) || !Array.isArray(set["keys"])) return undefined;
    return listAt(set, "keys").map((key) => ({
        kid: textAt(key, "kid"),
        material: textAt(key, "n") || `${textAt(key, "x")}.${textAt(key, "y")}`,
    }));
}
