/** One world for all specs that need it. */
import { sharedSandbox } from "../../support/sandbox.ts";
import { openWorld, type World } from "./world.ts";

let opened: Promise<World> | undefined;

/** The world, in the sandbox that all specs share. */
export function sharedWorld(): Promise<World> {
    return (opened ??= sharedSandbox().then(openWorld));
}

// At the level of the root suite, because the file is loaded while no suite is open.
after("the world of the matrix stops", async function () {
    this.timeout(60_000);
    await (await opened?.catch(() => undefined))?.stop();
});
