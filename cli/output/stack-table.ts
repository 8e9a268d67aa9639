/** Stacks as a table. */
import { hasExpired, parseTimeTag } from "../../components/pure/lifetime/lifetime.ts";
import type { StackSummary } from "../../stacks/runner/list.ts";
import type { View } from "../session.ts";
import { ago, until } from "./ages.ts";
import { when } from "./stack-text.ts";
import { table, type Column } from "./table.ts";

/** One line for each, and how many there are. */
export function stackTable(stacks: readonly StackSummary[], view: View, now: Date): string {
    const { style, clean } = view;
    const expired = ({ lifetime }: StackSummary) =>
        lifetime !== undefined && hasExpired(lifetime, now);
    const columns: Column<StackSummary>[] = [
        { title: "stack", cell: ({ name }) => clean(name), least: 16 },
        {
            title: "owner",
            cell: ({ lifetime }) => clean(lifetime?.owner ?? "–"),
            least: 6,
            leaves: 2,
        },
        {
            title: "branch",
            cell: ({ lifetime }) => clean(lifetime?.branch ?? "–"),
            least: 10,
            leaves: 4,
        },
        {
            title: "resources",
            cell: ({ resourceCount }) => String(resourceCount ?? "–"),
            leaves: 5,
        },
        {
            title: "updated",
            cell: ({ updating, lastUpdate }) =>
                updating ? "right now" : (when(lastUpdate, now) ?? "never"),
            leaves: 3,
        },
        {
            title: "expires",
            cell: (stack) => expires(stack, now),
            paint: (text, stack) => (expired(stack) ? style.warn(text) : text),
        },
    ];
    const gone = stacks.filter(expired).length;
    const count = `${stacks.length} ${stacks.length === 1 ? "stack" : "stacks"}`;
    const end =
        gone === 0 ? `${count}.` : `${count}, ${gone} expired: \`tempo-sts sweep\` takes them.`;
    return `${table(stacks, columns, { width: view.tableWidth, heading: style.faint })}\n\n${end}`;
}

function expires({ lifetime }: StackSummary, now: Date): string {
    const time = lifetime?.expires === undefined ? undefined : parseTimeTag(lifetime.expires);
    if (time === undefined) return "never";
    return time > now ? until(time, now) : ago(time, now);
}
