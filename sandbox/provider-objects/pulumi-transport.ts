/** gRPC and protobuf as Pulumi's SDK loads them: a second copy would not know the first one's objects. */
import { createRequire } from "node:module";

import type { CallbacksClient } from "@pulumi/pulumi/proto/callback_grpc_pb.js";
import type { CreateRequest } from "@pulumi/pulumi/proto/provider_pb.js";
import type { Status } from "@pulumi/pulumi/proto/status_pb.js";

import { isRecord } from "./wire-values.ts";

/** Properties as a message. */
export type Struct = NonNullable<ReturnType<CreateRequest["getProperties"]>>;
/** What a client connects with. */
export type ChannelCredentials = ConstructorParameters<typeof CallbacksClient>[1];

/** What is sent beside an error's code and text. */
export interface Metadata {
    add(key: string, value: Buffer): void;
}

/** A gRPC server, as far as it is used here. */
export interface GrpcServer {
    addService(definition: unknown, implementation: object): void;
    bindAsync(
        address: string,
        credentials: unknown,
        callback: (error: Error | null, port: number) => void,
    ): void;
    forceShutdown(): void;
}

/** The part of `@grpc/grpc-js` that is used here. */
export interface Grpc {
    readonly Server: new (options: Readonly<Record<string, number>>) => GrpcServer;
    readonly Metadata: new () => Metadata;
    readonly ServerCredentials: { createInsecure(): unknown };
    readonly credentials: { createInsecure(): ChannelCredentials };
}

/** Protobuf's own messages. */
export interface Protobuf {
    readonly Struct: { fromJavaScript(value: Readonly<Record<string, unknown>>): Struct };
    readonly Empty: new () => never;
    readonly Any: new () => Parameters<Status["addDetails"]>[0] & {
        pack(bytes: Uint8Array, type: string): void;
    };
}

/** The largest message that Pulumi itself takes: 400 MB. */
export const CHANNEL_OPTIONS = { "grpc.max_receive_message_length": 1024 * 1024 * 400 } as const;

/** gRPC as Pulumi's SDK loads it. */
export function loadGrpc(): Grpc {
    const loaded = fromPulumi("@grpc/grpc-js");
    if (isGrpc(loaded)) return loaded;
    throw changed("@grpc/grpc-js");
}

/** Protobuf's messages as Pulumi's SDK loads them. */
export function loadProtobuf(): Protobuf {
    const folder = "google-protobuf/google/protobuf";
    const loaded = Object.assign(
        {},
        ...["struct_pb.js", "empty_pb.js", "any_pb.js"].map((file) =>
            fromPulumi(`${folder}/${file}`),
        ),
    ) as unknown;
    if (isProtobuf(loaded)) return loaded;
    throw changed("google-protobuf");
}

function fromPulumi(name: string): unknown {
    const own = createRequire(import.meta.url);
    return createRequire(own.resolve("@pulumi/pulumi"))(name) as unknown;
}

function isGrpc(value: unknown): value is Grpc {
    return (
        isRecord(value) &&
        typeof value["Server"] === "function" &&
        typeof value["Metadata"] === "function" &&
        value["ServerCredentials"] !== undefined &&
        value["credentials"] !== undefined
    );
}

function isProtobuf(value: unknown): value is Protobuf {
    return (
        isRecord(value) &&
        ["Struct", "Empty", "Any"].every((name) => typeof value[name] === "function")
    );
}

function changed(name: string): Error {
    return new Error(
        `Expected ${name} beside @pulumi/pulumi in the form of version 3.270, got another. Install the versions in package-lock.json.`,
    );
}
