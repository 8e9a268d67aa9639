/** Resource hooks: kept by name as the SDK registers them, called over its callback server. */
import type { Callback } from "@pulumi/pulumi/proto/callback_pb.js";
import type { RegisterResourceHookRequest } from "@pulumi/pulumi/proto/resource_pb.js";
import callbackServices from "@pulumi/pulumi/proto/callback_grpc_pb.js";
// Generated CommonJS, whose names Node cannot see from outside.
import callbacks from "@pulumi/pulumi/proto/callback_pb.js";
import messages from "@pulumi/pulumi/proto/resource_pb.js";

import type { Properties } from "../../provider-objects/provider-object.ts";
import {
    CHANNEL_OPTIONS,
    loadGrpc,
    loadProtobuf,
    type Struct,
} from "../../provider-objects/pulumi-transport.ts";
import { messageOf } from "../errors.ts";

/** The resource a hook is called for. */
export interface HookSubject {
    readonly urn: string;
    readonly id: string;
    readonly name: string;
    readonly type: string;
    readonly newInputs: Properties;
    readonly newOutputs?: Properties;
}

/** When the hook is called. */
export type HookMoment = "before" | "after";

/** How hooks are called. */
export interface HookOptions {
    readonly preview: boolean;
    /** A hook that has not ended by then counts as failed. */
    readonly timeoutSeconds: number;
    readonly signal: AbortSignal;
    /** Told of each call, and of a failure that is ignored. */
    onCall(subject: HookSubject, message: string): void;
}

type Client = InstanceType<typeof callbackServices.CallbacksClient>;

interface Hook {
    readonly callback: Callback;
    readonly onDryRun: boolean;
    readonly ignoreErrors: boolean;
}

/** The hooks of one run. */
export class Hooks {
    readonly #hooks = new Map<string, Hook>();
    readonly #clients = new Map<string, Client>();
    readonly #options: HookOptions;

    constructor(options: HookOptions) {
        this.#options = options;
    }

    /** @throws Error for a name that is taken */
    register(request: RegisterResourceHookRequest): void {
        const name = request.getName();
        const callback = request.getCallback();
        if (this.#hooks.has(name))
            throw new Error(`resource hook already registered for name "${name}"`);
        if (callback === undefined) throw new Error(`resource hook "${name}" has no callback`);
        this.#hooks.set(name, {
            callback,
            onDryRun: request.getOnDryRun(),
            ignoreErrors: request.getIgnoreErrors(),
        });
    }

    /**
     * Calls the hooks one after the other.
     *
     * @throws Error in the engine's words when one fails
     */
    async run(names: readonly string[], moment: HookMoment, subject: HookSubject): Promise<void> {
        for (const name of names) {
            const hook = this.#hooks.get(name);
            if (hook === undefined) throw new Error(`hook "${name}" was not registered`);
            if (this.#options.preview && !hook.onDryRun) continue;
            this.#options.onCall(subject, `${moment} hook "${name}"`);
            try {
                await this.#call(hook.callback, subject);
            } catch (error) {
                const failed = `${moment} hook "${name}" failed: ${messageOf(error)}`;
                if (!hook.ignoreErrors) throw new Error(failed, { cause: error });
                this.#options.onCall(subject, failed);
            }
        }
    }

    /** Ends the connections to the callback server. */
    close(): void {
        for (const client of this.#clients.values()) client.close();
        this.#clients.clear();
    }

    async #call(callback: Callback, subject: HookSubject): Promise<void> {
        const request = new callbacks.CallbackInvokeRequest();
        request.setToken(callback.getToken());
        request.setRequest(hookRequest(subject).serializeBinary());
        const answer = await this.#send(callback.getTarget(), request);
        const error = messages.ResourceHookResponse.deserializeBinary(answer).getError();
        if (error !== "") throw new Error(error);
    }

    #send(
        target: string,
        request: InstanceType<typeof callbacks.CallbackInvokeRequest>,
    ): Promise<Uint8Array> {
        const { signal, timeoutSeconds } = this.#options;
        return new Promise((resolve, reject) => {
            const fail = (error: Error): void => {
                clearTimeout(timer);
                signal.removeEventListener("abort", abort);
                call.cancel();
                reject(error);
            };
            const abort = (): void => {
                fail(new Error("it was given up", { cause: signal.reason }));
            };
            const timer = setTimeout(() => {
                fail(new Error(`it did not end within ${timeoutSeconds} s`));
            }, timeoutSeconds * 1000);
            const call = this.#client(target).invoke(request, (error, response) => {
                clearTimeout(timer);
                signal.removeEventListener("abort", abort);
                if (error) reject(new Error(error.details, { cause: error }));
                else resolve(response.getResponse_asU8());
            });
            signal.addEventListener("abort", abort, { once: true });
            if (signal.aborted) abort();
        });
    }

    #client(target: string): Client {
        let client = this.#clients.get(target);
        if (client === undefined) {
            const credentials = loadGrpc().credentials.createInsecure();
            client = new callbackServices.CallbacksClient(target, credentials, CHANNEL_OPTIONS);
            this.#clients.set(target, client);
        }
        return client;
    }
}

function hookRequest(subject: HookSubject): InstanceType<typeof messages.ResourceHookRequest> {
    const struct = (value: Properties): Struct => loadProtobuf().Struct.fromJavaScript(value);
    const request = new messages.ResourceHookRequest();
    request.setUrn(subject.urn);
    request.setId(subject.id);
    request.setName(subject.name);
    request.setType(subject.type);
    request.setNewInputs(struct(subject.newInputs));
    if (subject.newOutputs !== undefined) request.setNewOutputs(struct(subject.newOutputs));
    return request;
}
