/** Asks a plugin which version it is, as Pulumi's engine would. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb.js";
// Generated CommonJS, whose names Node cannot see from outside.
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";

import { loadGrpc, loadProtobuf } from "../provider-objects/pulumi-transport.ts";

const TIMEOUT_MS = 20_000;

/** Its version without the leading v; undefined when it gives none, whatever the reason. */
export async function askPluginVersion(executable: string): Promise<string | undefined> {
    const child = spawn(executable, [], { stdio: ["ignore", "pipe", "ignore"] });
    const ended = new Promise<undefined>((resolve) => {
        child.once("error", () => {
            resolve(undefined);
        });
        child.once("exit", () => {
            resolve(undefined);
        });
    });
    const timeout = setTimeout(() => child.kill("SIGKILL"), TIMEOUT_MS);
    try {
        const port = new Promise<string>((resolve) => {
            createInterface({ input: child.stdout }).once("line", resolve);
        });
        const line = await Promise.race([port, ended]);
        if (line === undefined || !/^\d+$/.test(line.trim())) return undefined;
        return await Promise.race([ask(`127.0.0.1:${line.trim()}`), ended]);
    } finally {
        clearTimeout(timeout);
        child.kill("SIGKILL");
        await ended;
    }
}

async function ask(address: string): Promise<string | undefined> {
    const credentials = loadGrpc().credentials.createInsecure();
    const client = new services.ResourceProviderClient(address, credentials);
    try {
        const info = await new Promise<PluginInfo | undefined>((resolve) => {
            client.getPluginInfo(new (loadProtobuf().Empty)(), (error, answer) => {
                resolve(error === null ? answer : undefined);
            });
        });
        const version = info?.getVersion().replace(/^v/, "");
        return version === "" ? undefined : version;
    } finally {
        client.close();
    }
}
