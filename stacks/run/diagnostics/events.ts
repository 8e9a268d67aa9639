// The namespace's events, the newest last.
import { listAt, textAt, valueAt } from "../../cluster/answers.ts";
import { ask, type PartTools } from "./part.ts";

const MOST = 1_000;

/** One line for each event. */
export async function eventLines(tools: PartTools): Promise<string> {
    const { namespace } = tools.settings;
    const body = await ask(tools, `/api/v1/namespaces/${namespace}/events?limit=${MOST}`);
    const lines = listAt(body, "items").map(line).toSorted();
    return lines.length === 0 ? "(no events)" : lines.join("\n");
}

function line(event: unknown): string {
    const time =
        textAt(event, "lastTimestamp") ||
        textAt(event, "eventTime") ||
        textAt(event, "metadata", "creationTimestamp");
    const about = `${textAt(event, "involvedObject", "kind")}/${textAt(event, "involvedObject", "name")}`;
    const count = valueAt(event, "count");
    const times = typeof count === "number" && count > 1 ? ` (${count} times)` : "";
    const message = textAt(event, "message").replace(/\s+/g, " ");
    return `${time} ${textAt(event, "type")} ${about} ${textAt(event, "reason")}: ${message}${times}`;
}
