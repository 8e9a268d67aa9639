/** A program with a bucket, a role and a Job, of provider objects that are files; a gate's hook stands before the Job. */
import { appendFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import * as pulumi from "@pulumi/pulumi";

/** Reads `name` (of all things), `lifetime`, `value` and `password` from its configuration, and the world's folder from the environment. */
export default function program(): Record<string, unknown> {
    const config = new pulumi.Config();
    const name = config.require("name");
    const tags = { value: config.get("value") ?? "", ...config.getObject<object>("lifetime") };
    const bucket = thing("aws:s3/bucket:Bucket", "bucket", { bucket: `${name}-bucket`, tags });
    const role = thing("aws:iam/role:Role", "role", { name: `${name}-role`, tags }, [bucket]);
    const gate = new pulumi.ResourceHook("gate", () => heldUp(name));
    const metadata = { name, namespace: "ns" };
    new Thing(
        "kubernetes:batch/v1:Job",
        "job",
        { metadata },
        {
            dependsOn: [role],
            hooks: { beforeCreate: [gate] },
        },
    );
    return {
        bucket: `${name}-bucket`,
        password: pulumi.secret(config.get("password") ?? ""),
        lifetime: tags,
    };
}

class Thing extends pulumi.CustomResource {}

function thing(
    type: string,
    name: string,
    args: Record<string, unknown>,
    dependsOn: pulumi.Resource[] = [],
): Thing {
    return new Thing(type, name, args, { dependsOn });
}

async function heldUp(name: string): Promise<void> {
    const folder = process.env["WORLD"] ?? "/none";
    const file = join(folder, `hook ${name}`);
    if (!existsSync(file)) return;
    appendFileSync(join(folder, "log"), `held hook ${name}\n`);
    while (existsSync(file)) await pause(20);
}
