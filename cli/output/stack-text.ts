/** One stack as text: what was done to it, and how it stands. */
import { parseTimeTag, type Lifetime } from "../../components/pure/lifetime/lifetime.ts";
import type { StackLock } from "../../stacks/backend/stack-lock.ts";
import type { StackResource } from "../../stacks/runner/resources.ts";
import type { StackDetails } from "../../stacks/runner/show.ts";
import type { View } from "../session.ts";
import { ago, until } from "./ages.ts";
import { block, facts, marked, page } from "./facts.ts";
import { valueText } from "./markdown.ts";
import { MARKS } from "./style.ts";
import { table } from "./table.ts";

type Outputs = Readonly<Record<string, unknown>>;

/** The outputs of a stack, one below the other. */
export function outputLines(outputs: Outputs, view: View): string[] {
    return facts(
        Object.entries(outputs).map(([name, value]) => [name, valueText(value)] as const),
        view,
    );
}

/** What `up` did. */
export function deployedText(
    { stack, outputs, repaired }: { stack: string; outputs: Outputs; repaired: readonly string[] },
    said: string,
    lifetime: Lifetime | undefined,
    view: View,
    now: Date,
): string {
    const { style } = view;
    return page([
        [`${style.good(MARKS.good)} ${style.strong(view.clean(stack))}: ${said}`],
        ...repaired.map((what) => marked("·", `repaired: ${what}`, view)),
        lifetime?.expires === undefined
            ? []
            : marked("·", `expires ${expiry(lifetime, now)}`, view),
        block("Outputs", outputLines(outputs, view), view),
    ]);
}

/** Everything about a stack. */
export function stackText(details: StackDetails, view: View, now: Date): string {
    const { style } = view;
    const { lock, pendingOperations } = details;
    const warn = style.warn("!");
    return page([
        [style.strong(view.clean(details.name))],
        facts(standing(details, now), view),
        lock === undefined ? [] : marked(warn, `locked by ${lockText(lock, now)}`, view),
        pendingOperations.length === 0
            ? []
            : marked(
                  warn,
                  `a killed run left ${pendingOperations.length} operations under way; the next up or destroy repairs them: ${pendingOperations.join(", ")}`,
                  view,
              ),
        block("Outputs", outputLines(details.outputs, view), view),
        block("Resources", resourceLines(details.resources, view), view),
    ]);
}

function standing(details: StackDetails, now: Date): [string, string | undefined][] {
    const { lifetime, project, updating, lastUpdate, resources } = details;
    const { owner, branch, runId, commit, created } = lifetime ?? {};
    return [
        ["project", project],
        ["owner", owner],
        ["branch", branch],
        ["run", runId],
        ["commit", commit],
        ["created", when(created, now)],
        ["expires", lifetime === undefined ? undefined : expiry(lifetime, now)],
        ["updated", updating ? "right now" : when(lastUpdate, now)],
        ["resources", String(details.resourceCount ?? resources.length)],
    ];
}

function resourceLines(resources: readonly StackResource[], view: View): string[] {
    if (resources.length === 0) return [];
    const columns = [
        { title: "name", cell: ({ name }: StackResource) => view.clean(name), least: 16 },
        { title: "type", cell: ({ type }: StackResource) => view.clean(type), least: 16 },
    ];
    return [table(resources, columns, { width: view.tableWidth, heading: view.style.faint })];
}

/** Who holds a lock, and since when. */
export function lockText({ username, hostname, pid, timestamp }: StackLock, now: Date): string {
    return `${username}@${hostname}, process ${pid}, ${when(timestamp, now) ?? "at an unknown time"}`;
}

/** When a stack expires, seen from now. */
export function expiry({ expires }: Pick<Lifetime, "expires">, now: Date): string {
    const time = expires === undefined ? undefined : parseTimeTag(expires);
    if (time === undefined) return expires ?? "never";
    return time > now ? until(time, now) : `${ago(time, now)}: \`sweep\` takes it`;
}

/** A time, as ISO 8601 or as a tag writes it, seen from now. */
export function when(text: string | undefined, now: Date): string | undefined {
    if (text === undefined) return undefined;
    const time = parseTimeTag(text) ?? new Date(text);
    return Number.isNaN(time.getTime()) ? text : ago(time, now);
}
