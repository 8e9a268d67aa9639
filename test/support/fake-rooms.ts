/** The other rooms as the command line asks them, played: what a test does not give is not to be asked. */
import { ROOMS, type Rooms } from "../../cli/rooms.ts";
import { StackMissingError } from "../../stacks/runner/errors.ts";
import type { StackDetails } from "../../stacks/runner/show.ts";
import type { StackSummary } from "../../stacks/runner/list.ts";
import type { Settings } from "../../stacks/settings/settings.ts";
import { parseSettings } from "../../stacks/settings/parse.ts";

/** Rooms with a CLI on the path, settings that stand, and what a test gives besides. */
export function fakeRooms(given: Partial<Rooms> = {}): Rooms {
    const names = Object.keys(ROOMS) as (keyof Rooms)[];
    const refusing = Object.fromEntries(
        names.map((name) => [name, () => Promise.reject(new Error(`${name} was not to be asked`))]),
    );
    const usual: Partial<Rooms> = {
        findCli: () => Promise.resolve({ path: "/usr/bin/pulumi", version: "3.259.0" }),
        showStack: () => Promise.reject(new StackMissingError("there is no such stack")),
        checkTarget: () => Promise.resolve(),
        readSettings: () => Promise.resolve(someSettings()),
    };
    return { ...ROOMS, ...refusing, ...usual, ...given };
}

/** Settings with a namespace and defaults. */
export function someSettings(more: Readonly<Record<string, unknown>> = {}): Settings {
    const result = parseSettings({ namespace: "tracing", ...more }, { env: {} });
    if (!result.ok) throw new Error("the settings of the test do not stand");
    return result.settings;
}

/** A stack in a list. */
export function someStack(more: Partial<StackSummary> = {}): StackSummary {
    return { name: "dev", project: "tempo-sts", updating: false, resourceCount: 14, ...more };
}

/** A stack in detail. */
export function someDetails(more: Partial<StackDetails> = {}): StackDetails {
    return {
        ...someStack(),
        outputs: { bucketName: "tracing-dev" },
        resources: [{ urn: "urn:a", type: "aws:s3/bucket:Bucket", name: "b", id: "b" }],
        pendingOperations: [],
        ...more,
    };
}
