/** What an operation did or would do to resources, in words. */
import type { Changes } from "../../stacks/runner/up.ts";

const DONE: Readonly<Record<string, string>> = {
    create: "created",
    update: "updated",
    delete: "deleted",
    replace: "replaced",
    refresh: "refreshed",
    read: "read",
    discard: "let go",
};

/** "12 created, 1 updated"; "no changes". */
export function changesDone(changes: Changes): string {
    return words(changes, (operation) => DONE[operation] ?? operation);
}

/** "12 to create, 1 to update"; "no changes". */
export function changesToDo(changes: Changes): string {
    return words(changes, (operation) => `to ${operation}`);
}

function words(changes: Changes, name: (operation: string) => string): string {
    const parts = Object.entries(changes)
        .filter(([, count]) => count > 0)
        .map(([operation, count]) => `${count} ${name(operation)}`);
    return parts.length === 0 ? "no changes" : parts.join(", ");
}
