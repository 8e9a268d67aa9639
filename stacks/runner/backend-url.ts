/** Which backend a stack is in. */
import { absoluteUrl } from "../backend/file-storage.ts";
import { callPulumi, type CommandPlace } from "./command.ts";
import type { StackTarget } from "./target.ts";

/** Who uses a backend. */
export interface BackendIdentity {
    readonly url: string;
    readonly user?: string;
}

/** The URL that was named, in the target or the environment; undefined where `pulumi login` is to decide. */
export function namedBackend({
    backend,
    env,
}: Pick<StackTarget, "backend" | "env">): string | undefined {
    const url = [backend, env?.["PULUMI_BACKEND_URL"], process.env["PULUMI_BACKEND_URL"]].find(
        (value) => value !== undefined && value !== "",
    );
    // The CLI runs in another folder, where a relative path would be another one.
    return url === undefined ? undefined : absoluteUrl(url);
}

/** Asks the CLI where it would go, and as whom. @throws RunnerError when there is no such backend, or no way in */
export async function askBackend(
    place: CommandPlace,
    signal?: AbortSignal,
): Promise<BackendIdentity> {
    const printed = await callPulumi(place, ["whoami", "--json"], {
        doing: "reaching the backend",
        signal,
    });
    const { url, user } = JSON.parse(printed) as { url?: unknown; user?: unknown };
    return {
        url: typeof url === "string" ? url : "",
        ...(typeof user === "string" ? { user } : {}),
    };
}
