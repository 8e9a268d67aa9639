/** What happens, told to a person: through the screen, in words. */
import type { RunnerEvent, StepKind } from "../../stacks/runner/events.ts";
import { toldText } from "../errors.ts";
import type { Teller } from "../events.ts";
import type { TextStream } from "../io.ts";
import type { Clean } from "./clean.ts";
import type { StepListener } from "./steps.ts";
import { harmless } from "./wrap.ts";

/** Passes on what is told, cleaned; `listener` gives the screen once there is one. */
export function textTeller(
    listener: () => StepListener,
    notes: TextStream,
    redactor: Clean,
): Teller {
    // The engine warns of the same thing once for each of its processes.
    const warned = new Set<string>();
    const clean: Clean = (text) => harmless(redactor(text));
    return {
        started: (id, title) => listener().started?.(id, redactor(title)),
        progress: (id, message, passing) => listener().progress?.(id, redactor(message), passing),
        ended: (result) => listener().ended?.({ ...result, detail: redactor(result.detail) }),
        resource: (id, event) => {
            const planned = event.kind !== "message" && PLANNING.includes(id);
            const words = planned ? undefined : resourceWords(event);
            const again = event.kind === "message" && words !== undefined && warned.has(words);
            if (event.kind === "message" && words !== undefined) warned.add(words);
            if (words !== undefined && !again) {
                listener().progress?.(id, redactor(words), event.kind === "begin");
            }
        },
        note: (message) => notes.write(`${clean(message)}\n`),
        failed: (error) => notes.write(`${clean(toldText(error))}\n`),
    };
}

/** Steps in which nothing is created: what would be is in their result. */
const PLANNING: readonly string[] = ["preview", "no-drift"];

/** The stack itself, which is no resource to a person. */
const STACK_TYPE = "pulumi:pulumi:Stack";

const DOING: Readonly<Record<StepKind, readonly [during: string, after: string]>> = {
    create: ["creating", "created"],
    update: ["updating", "updated"],
    delete: ["deleting", "deleted"],
    read: ["reading", "read"],
    refresh: ["looking at", "looked at"],
    same: ["", ""],
};

/** An event on one line; undefined for what a person does not want to know. */
export function resourceWords(event: RunnerEvent): string | undefined {
    const { kind, step = "same", type, name } = event;
    if (kind === "message") return messageWords(event);
    if (type === STACK_TYPE) return undefined;
    if (step === "same" || (step === "refresh" && kind === "end")) return undefined;
    const [during, after] = DOING[step];
    const words = { begin: during, end: after, failed: `failed: ${during}` }[kind];
    return `${words} ${type} ${name}`;
}

/** Errors are the reason of the failure that follows, and told by it. */
function messageWords({ severity, message = "", name }: RunnerEvent): string | undefined {
    if (severity !== "warning") return undefined;
    return name === "" ? message : `${name}: ${message}`;
}
