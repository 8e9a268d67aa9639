/** A provider object as Pulumi's ResourceProvider service. */
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import type {
    CheckRequest,
    ConfigureRequest,
    DiffRequest,
} from "@pulumi/pulumi/proto/provider_pb.js";
// Generated CommonJS, whose names Node cannot see from outside.
import messages from "@pulumi/pulumi/proto/provider_pb.js";

import type { OperationOptions, ProviderObject } from "../provider-object.ts";
import type { Grpc, Protobuf } from "../pulumi-transport.ts";
import { type Answer, checkResponse, diffResponse, toFailure, toProperties } from "./answer.ts";
import { diffConfig } from "./diff-config.ts";
import { resourceMethods } from "./resource-methods.ts";

/** What a service is made from. */
export interface ServiceParts {
    readonly provider: ProviderObject;
    readonly grpc: Grpc;
    readonly protobuf: Protobuf;
    /** Told what an operation waits for. */
    onStatus(urn: string, message: string): void;
}

/** Wraps a method: its result is the answer, its failure the error. */
export type Method = <Request>(
    run: (request: Request) => unknown,
) => (call: { readonly request: Request }, answer: Answer) => void;

/** What goes with an operation on a resource, or a call of a function. */
export type OptionsOf = (urn: string, request: object) => OperationOptions;

/**
 * The methods by name. What Pulumi's own `provider.main` leaves out is here too: the provider's
 * arguments, time-outs, old inputs and cancellation.
 */
export function providerService(parts: ServiceParts): Readonly<Record<string, unknown>> {
    const { provider, grpc, protobuf } = parts;
    const cancelled = new AbortController();
    const method: Method = (run) => (call, answer) => {
        Promise.resolve(call.request)
            .then(run)
            .then(
                (response) => {
                    answer(null, response);
                },
                (error: unknown) => {
                    answer(toFailure(grpc, protobuf, error));
                },
            );
    };
    const optionsOf: OptionsOf = (urn, request) => ({
        signal: cancelled.signal,
        timeoutSeconds: timeoutOf(request),
        onStatus: (message) => {
            parts.onStatus(urn, message);
        },
    });
    return {
        attach: method(() => new protobuf.Empty()),
        cancel: method(() => {
            cancelled.abort(new Error("Pulumi's engine cancelled the operation"));
            return new protobuf.Empty();
        }),
        getPluginInfo: method(() => new plugin.PluginInfo().setVersion(provider.version)),
        getSchema: method(() => new messages.GetSchemaResponse().setSchema("{}")),
        checkConfig: method((request: CheckRequest) => {
            const news = toProperties(request.getNews());
            return checkResponse(protobuf, news, provider.checkConfig(news));
        }),
        diffConfig: method((request: DiffRequest) => {
            const [olds, news] = [toProperties(request.getOlds()), toProperties(request.getNews())];
            return diffResponse(diffConfig(olds, news));
        }),
        configure: method((request: ConfigureRequest) => {
            provider.configure(toProperties(request.getArgs()));
            // Without previews, and without outputs or resources inside of properties.
            return new messages.ConfigureResponse().setAcceptsecrets(true);
        }),
        ...resourceMethods({ provider, protobuf, method, optionsOf }),
    };
}

function timeoutOf(request: object): number | undefined {
    if (!("getTimeout" in request) || typeof request.getTimeout !== "function") return undefined;
    const seconds: unknown = Reflect.apply(request.getTimeout, request, []);
    return typeof seconds === "number" && seconds > 0 ? seconds : undefined;
}
