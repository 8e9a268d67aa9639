/** The verb `version`: what is installed, and what runs it. */
import type { ExitClass } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { ownVersion } from "../package-folder.ts";
import { printResult } from "../result.ts";
import { ROOMS, type Rooms } from "../rooms.ts";

/** The options of the verb, as the command line gives them. */
export interface VersionFlags {
    readonly json?: boolean;
}

/** Runs the verb. */
export async function versionVerb(
    { json }: VersionFlags,
    io: Io,
    rooms: Pick<Rooms, "findCli"> = ROOMS,
): Promise<ExitClass> {
    const versions = {
        "tempo-sts": ownVersion(),
        node: process.versions.node,
        pulumi: await cliVersion(io, rooms),
        platform: `${process.platform} ${process.arch}`,
    };
    if (json === true) {
        printResult("version", { class: "ok", data: versions }, io);
    } else {
        const lines = Object.entries(versions).map(([name, value]) => `${name} ${value ?? "none"}`);
        io.stdout.write(`${lines.join("\n")}\n`);
    }
    return "ok";
}

/** Null where none can be used: that is no failure of this verb. */
async function cliVersion({ env }: Io, rooms: Pick<Rooms, "findCli">): Promise<string | null> {
    try {
        return (await rooms.findCli(env)).version;
    } catch {
        return null;
    }
}
