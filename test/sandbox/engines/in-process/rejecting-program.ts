/** Runs a deployment that fails in a process without other listeners; started by a spec with `ours` or `theirs`. */
import { setTimeout as pause } from "node:timers/promises";

import { Thing } from "../fake-provider.ts";
import { engineFor } from "../fixture.ts";

let end = (): void => undefined;
const over = new Promise<void>((resolve) => {
    end = resolve;
});
const misbehaviour = { create: () => Promise.reject(new Error("no")) };
const { up } = engineFor(
    () => {
        if (process.argv[2] === "ours") void over.then(() => Promise.reject(new Error("late")));
        return { a: new Thing("bad").made };
    },
    { misbehaviour },
);
const outcome = await up().then(
    () => "deployed",
    (error: unknown) => String(error),
);
end();
if (process.argv[2] === "theirs") void Promise.reject(new Error("somebody else's"));
await pause(60);
process.stdout.write(`${outcome}\n`);
