/** Verbs whose options are there and whose work is not yet. */
import { UserError } from "../errors.ts";
import type { ExitClass } from "../exit-codes.ts";
import type { Io } from "../io.ts";

/** Refuses. */
export function pending(
    verb: string,
    { json }: { readonly json?: boolean },
    io: Io,
): Promise<ExitClass> {
    if (json) io.stdout.write("{}\n");
    return Promise.reject(new UserError(`${verb}: it cannot be used yet`));
}
