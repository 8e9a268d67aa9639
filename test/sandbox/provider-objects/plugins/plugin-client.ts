/** Runs a plugin's executable, and talks to it as Pulumi's engine does. */
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

import providerServices from "@pulumi/pulumi/proto/provider_grpc_pb.js";

import {
    loadGrpc,
    loadProtobuf,
    type Struct,
} from "../../../../sandbox/provider-objects/pulumi-transport.ts";
import { packageFile } from "../../../../sandbox/setup/package-file.ts";

/** Pulumi's own client of a provider. */
export type Client = InstanceType<typeof providerServices.ResourceProviderClient>;
/** What a call is answered with. */
export type Reply<T> = (error: Error | null, response: T) => void;

/** A plugin that runs. */
export interface Plugin {
    readonly client: Client;
    readonly process: ChildProcess;
}

/** Starts the executable as Pulumi's engine does: the port comes on its first line. */
export async function startPlugin(name: string): Promise<Plugin> {
    const executable = packageFile(
        `sandbox/provider-objects/plugins/${name}/pulumi-resource-${name}`,
    );
    const env = { ...process.env, TEMPO_STS_NODE: process.execPath };
    const child = spawn(executable, ["127.0.0.1:1"], { stdio: ["ignore", "pipe", "inherit"], env });
    const port = await new Promise<string>((resolve, reject) => {
        createInterface({ input: child.stdout }).once("line", resolve);
        child.once("exit", (code) => {
            reject(new Error(`the plugin ended with ${String(code)}`));
        });
    });
    const credentials = loadGrpc().credentials.createInsecure();
    return {
        process: child,
        client: new providerServices.ResourceProviderClient(`127.0.0.1:${port}`, credentials),
    };
}

/** The answer, or the error as it came. */
export function ask<T>(call: (reply: Reply<T>) => unknown): Promise<T> {
    return new Promise((resolve, reject) => {
        call((error, response) => {
            if (error === null) resolve(response);
            else reject(error);
        });
    });
}

/** Properties as a message. */
export function struct(value: object): Struct {
    return loadProtobuf().Struct.fromJavaScript({ ...value });
}
