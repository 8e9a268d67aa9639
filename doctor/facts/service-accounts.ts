// The service accounts by which a Tempo's pods reach AWS.
import { isTable } from "../../components/pure/fields/raw-values.ts";
import { listAt, textAt, valueAt } from "../../stacks/cluster/answers.ts";
import type { Facts } from "../facts.ts";
import { objectOf } from "./unreadable.ts";

/** A service account as it is in the cluster. */
export interface ServiceAccountFact {
    readonly name: string;
    readonly annotations: Readonly<Record<string, string>>;
    /** When its annotations were last written, in milliseconds; without that when it was made. */
    readonly annotatedAt: number;
}

/** Reads those of the identities that are there. @throws Unreadable */
export async function readServiceAccounts(facts: Facts): Promise<readonly ServiceAccountFact[]> {
    const { cluster, subject, signal } = facts.tools;
    const identities = await facts.need("identities");
    const read = identities.map(async ({ name }): Promise<ServiceAccountFact[]> => {
        const path = `/api/v1/namespaces/${subject.namespace}/serviceaccounts/${name}`;
        const answer = await cluster.ask(path, { signal });
        const body = objectOf(`service account ${subject.namespace}/${name}`, answer);
        return body === undefined
            ? []
            : [{ name, annotations: annotationsOf(body), annotatedAt: annotatedAt(body) }];
    });
    return (await Promise.all(read)).flat();
}

function annotationsOf(body: unknown): Record<string, string> {
    const annotations = valueAt(body, "metadata", "annotations");
    const pairs = Object.entries(isTable(annotations) ? annotations : {});
    return Object.fromEntries(
        pairs.flatMap(([key, value]) => (typeof value === "string" ? [[key, value]] : [])),
    );
}

function annotatedAt(body: unknown): number {
    const times = listAt(body, "metadata", "managedFields")
        .filter((each) => valueAt(each, "fieldsV1", "f:metadata", "f:annotations") !== undefined)
        .map((each) => Date.parse(textAt(each, "time")));
    const known = times.filter((time) => !Number.isNaN(time));
    return known.length === 0
        ? Date.parse(textAt(body, "metadata", "creationTimestamp"))
        : Math.max(...known);
}
