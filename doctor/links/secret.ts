// Storage Secret: there, with the keys of its mode, in values that Tempo can use.
import { findingOf } from "../causes/finding.ts";
import type { Facts } from "../facts.ts";
import type { TempoObject } from "../facts/cluster.ts";
import { notApplicable, notChecked, verdictOf, type Finding, type Link } from "../link.ts";
import { keyFindings } from "./secret/keys.ts";
import { valueFindings } from "./secret/values.ts";

/** Storage Secret. */
export const secret: Link = {
    id: "secret",
    title: "Storage Secret",
    needs: ["tempo"],
    probe: async (facts) => {
        const tempo = await facts.need("tempo");
        if (tempo === undefined) return notChecked("there is no such Tempo");
        if (tempo.storageType !== "s3") return notApplicable(`storage ${tempo.storageType}`);
        const found = await facts.need("secret");
        if (found === undefined) return verdictOf([missing(tempo, facts)], []);
        const { kind, namespace } = facts.tools.subject;
        const asked = { kind, namespace, tempo, secret: found };
        const ofKeys = keyFindings(asked);
        const findings = ofKeys.length > 0 ? ofKeys : valueFindings(asked);
        return verdictOf(findings, [
            `Secret ${namespace}/${found.name} with ${Object.keys(found.fields).join(", ")}`,
        ]);
    },
};

function missing({ secretName }: TempoObject, { tools }: Facts): Finding {
    const { kind, namespace, name } = tools.subject;
    const said =
        secretName === ""
            ? `${kind} ${namespace}/${name} names no Secret for its storage.`
            : `The Secret ${namespace}/${secretName}, which ${kind} ${name} names, does not exist.`;
    return findingOf("secret-missing", {
        summary: said,
        evidence: [
            `expected the Secret ${secretName === "" ? "with bucket, region and role_arn" : secretName} in the namespace ${namespace}, found none`,
        ],
        remedy: {
            text: "Make it, with the bucket, its Region and the role's ARN; the operator takes it up by itself.",
            command: `oc --namespace ${namespace} create secret generic ${secretName || "<name>"} --from-literal=bucket=<bucket> --from-literal=region=<region> --from-literal=role_arn=<arn>`,
        },
    });
}
