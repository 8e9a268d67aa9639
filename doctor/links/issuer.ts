// Cluster's issuer: an https URL that AWS can read the right keys from.
import { textAt } from "../../stacks/cluster/answers.ts";
import { INSIDE_REMEDY, isInsideCluster } from "../../stacks/cluster/issuer.ts";
import { issuerProblems } from "../../components/pure/issuer.ts";
import { findingOf } from "../causes/finding.ts";
import type { Facts } from "../facts.ts";
import type { SigningKey } from "../facts/aws.ts";
import { DISCOVERY_PATH, jsonOf } from "../facts/issuer.ts";
import { notChecked, verdictOf, type Finding, type Link, type Verdict } from "../link.ts";
import { forWebIdentity } from "./web-identity.ts";

/** Cluster's issuer. */
export const issuer: Link = {
    id: "issuer",
    title: "Cluster's issuer",
    needs: ["tempo"],
    probe: forWebIdentity(async (facts) => {
        const { issuer: url, source } = await facts.need("issuer");
        const evidence = [`issuer ${url} (${source})`];
        const malformed = shapeFault(url, source) ?? (await slashFault(facts, url));
        if (malformed !== undefined) return verdictOf([malformed], evidence);
        const published = (await documentFault(facts, url)) ?? (await keyFault(facts, url));
        if (published !== undefined) return verdictOf([published], evidence);
        return compareKeys(facts, url, evidence);
    }),
};

function shapeFault(url: string, source: string): Finding | undefined {
    if (isInsideCluster(url)) {
        return findingOf("issuer-inside-cluster", {
            summary: `The cluster's issuer ${url} is a name that AWS cannot reach.`,
            evidence: [`expected an issuer that is public, found ${url} in ${source}`],
            remedy: INSIDE_REMEDY,
        });
    }
    const [problem] = issuerProblems(url, "issuer");
    return problem === undefined
        ? undefined
        : findingOf("issuer-not-https", {
              summary: `AWS can make nothing of the cluster's issuer ${url}: it is not ${problem.expected}.`,
              evidence: [`expected ${problem.expected}, found ${problem.found} in ${source}`],
              remedy: `${problem.remedy}.`,
          });
}

// A provider with the slash is as good as one without: only the two have to agree.
async function slashFault(facts: Facts, url: string): Promise<Finding | undefined> {
    if (!url.endsWith("/")) return undefined;
    const provider = await facts.get("provider");
    const providers = await facts.get("providers");
    const bare = url.replace(/^https:\/\//, "").replace(/\/+$/, "");
    const other = providers.known
        ? providers.value.find((arn) => arn.endsWith(`:oidc-provider/${bare}`))
        : undefined;
    const isThere = provider.known && provider.value !== undefined;
    if (isThere || other === undefined) return undefined;
    return findingOf("issuer-trailing-slash", {
        summary: `The cluster's issuer ${url} ends in a slash, and its IAM OIDC provider does not: STS takes them for two issuers.`,
        evidence: [`expected the provider of ${url}`, `found ${other}`],
        remedy: {
            text: "Take the slash away from the cluster's issuer; its tokens are made anew within a day.",
            command: `oc patch authentication cluster --type merge --patch '{"spec":{"serviceAccountIssuer":"${url.replace(/\/+$/, "")}"}}'`,
        },
    });
}

async function documentFault(facts: Facts, url: string): Promise<Finding | undefined> {
    const { status, text } = await facts.need("discovery");
    const place = `${url.replace(/\/$/, "")}${DISCOVERY_PATH}`;
    const document = jsonOf(text);
    const command = `curl --fail ${place}`;
    if (status !== 200 || document === undefined) {
        const found = status === 200 ? "something that is no JSON" : `status ${status}`;
        return findingOf("issuer-unreachable", {
            summary: "The issuer's discovery document cannot be had from outside of the cluster.",
            evidence: [`expected the document at ${place}, found ${found}`],
            remedy: {
                text: "Publish it again: on OpenShift it lies in the bucket that `ccoctl` made, and must be readable for everybody.",
                command,
            },
        });
    }
    const said = textAt(document, "issuer");
    return said === url
        ? undefined
        : findingOf("issuer-other-document", {
              summary: `The discovery document of ${url} speaks for another issuer.`,
              evidence: [`expected "issuer": "${url}", found "${said}" at ${place}`],
              remedy: {
                  text: "Publish the document of this cluster, or correct the cluster's issuer, letter by letter.",
                  command,
              },
          });
}

async function keyFault(facts: Facts, url: string): Promise<Finding | undefined> {
    const { url: place, status, keys } = await facts.need("publicKeys");
    return status === 200 && keys.length > 0
        ? undefined
        : findingOf("issuer-keys-unreachable", {
              summary: `The keys of ${url} cannot be had from outside of the cluster.`,
              evidence: [
                  `expected keys at ${place}, found ${status === 200 ? "none" : `status ${status}`}`,
              ],
              remedy: {
                  text: "Publish them again beside the discovery document, readable for everybody.",
                  command: `curl --fail ${place}`,
              },
          });
}

async function compareKeys(facts: Facts, url: string, evidence: string[]): Promise<Verdict> {
    const { url: place, keys } = await facts.need("publicKeys");
    const own = await facts.get("clusterKeys");
    const published = `${keys.length} keys at ${place}: ${names(keys)}`;
    if (!own.known)
        return notChecked(`whether the published keys are the right ones: ${own.because}`);
    const missing = own.value.filter(
        (key) => !keys.some(({ kid, material }) => kid === key.kid && material === key.material),
    );
    if (missing.length === 0) return verdictOf([], [...evidence, published]);
    const stale = findingOf("issuer-keys-stale", {
        summary: `The keys that ${url} publishes are not all that the cluster signs with: tokens by the others are refused.`,
        evidence: [
            `expected ${names(own.value)} (the API server's own list)`,
            `found ${published}`,
        ],
        remedy: {
            text: "Publish the cluster's own list where the issuer's keys lie; after a rotation of the signing key this is a step of its own.",
            command: "oc get --raw /openid/v1/jwks > keys.json",
        },
    });
    return verdictOf([stale], evidence);
}

function names(keys: readonly SigningKey[]): string {
    return keys.map(({ kid }) => kid || "(no name)").join(", ") || "none";
}
