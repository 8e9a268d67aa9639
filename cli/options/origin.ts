/** Whose a stack is going to be: what the CI job tells, and where it tells nothing the folder and the computer. */
import { ciOrigin, type Origin } from "../ci-environment.ts";
import type { Io } from "../io.ts";

/** Never rejects; what nobody tells is left out. */
export async function originOf({ env, folder }: Pick<Io, "env" | "folder">): Promise<Origin> {
    const { localOrigin } = await import("../git.ts");
    return { ...(await localOrigin(folder, env)), ...ciOrigin(env) };
}
