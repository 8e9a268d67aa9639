// Asks the cluster for what only one link wants to know.
import { listAt } from "../../stacks/cluster/answers.ts";
import type { FactTools } from "../facts.ts";
import { objectOf, Unreadable } from "./unreadable.ts";

/** The object at a path; undefined where it is absent. @throws Unreadable for every other answer */
export async function askObject(
    { cluster, signal }: FactTools,
    what: string,
    path: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
    return objectOf(what, await cluster.ask(path, { signal }));
}

/** The items of the list at a path; undefined where the cluster knows no such list. @throws Unreadable for every other answer */
export async function askList(
    tools: FactTools,
    what: string,
    path: string,
): Promise<readonly unknown[] | undefined> {
    const body = await askObject(tools, what, path);
    if (body === undefined) return undefined;
    if (!Array.isArray(body["items"])) throw new Unreadable(`${what}: the list has no items`);
    return listAt(body, "items");
}

/** The items of a list that every cluster knows. @throws Unreadable where it is not there either */
export async function askKnownList(
    tools: FactTools,
    what: string,
    path: string,
): Promise<readonly unknown[]> {
    const items = await askList(tools, what, path);
    if (items === undefined) throw new Unreadable(`${what} could not be read (status 404)`);
    return items;
}
