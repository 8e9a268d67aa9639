/** A Pulumi program without providers: a component, an output, and ways to fail or to take long. */
import { setTimeout as pause } from "node:timers/promises";

import * as pulumi from "@pulumi/pulumi";

/** Reads `how` from its configuration: fine, broken, log, slow. */
export default async function program(): Promise<Record<string, unknown>> {
    const config = new pulumi.Config();
    const how = config.require("how");
    if (how === "broken") throw new pulumi.RunError("expected `how` to be fine, got broken");
    if (how === "slow") await pause(60_000);
    const component = new pulumi.ComponentResource("test:index:Part", "part", {});
    await pulumi.log.info("a word from the program", component);
    return { how, home: process.env["PULUMI_HOME"], password: config.getSecret("password") };
}
