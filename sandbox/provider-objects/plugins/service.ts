/** A provider object as Pulumi's ResourceProvider service. */
import type {
    CheckRequest,
    ConfigureRequest,
    CreateRequest,
    DeleteRequest,
    DiffRequest,
    InvokeRequest,
    ReadRequest,
    UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
// Generated CommonJS, whose names Node cannot see from outside.
import messages from "@pulumi/pulumi/proto/provider_pb.js";

import type { OperationOptions, ProviderObject } from "../provider-object.ts";
import type { Grpc, Protobuf } from "../pulumi-transport.ts";
import { asRecord } from "../wire-values.ts";
import {
    type Answer,
    checkResponse,
    diffResponse,
    readResponse,
    toFailure,
    toFailures,
    toProperties,
} from "./answer.ts";
import { diffConfig } from "./diff-config.ts";

/** What a service is made from. */
export interface ServiceParts {
    readonly provider: ProviderObject;
    readonly grpc: Grpc;
    readonly protobuf: Protobuf;
    /** Told what an operation waits for. */
    onStatus(urn: string, message: string): void;
}

/** One call from the engine. */
interface Call<Request> {
    readonly request: Request;
}

/**
 * The methods by name. What Pulumi's own `provider.main` leaves out is here too: the provider's
 * arguments, time-outs, old inputs and cancellation.
 */
export function providerService(parts: ServiceParts): Readonly<Record<string, unknown>> {
    const { provider, grpc, protobuf } = parts;
    const cancelled = new AbortController();
    const struct = (value: unknown) => protobuf.Struct.fromJavaScript(asRecord(value));
    const options = (urn: string, request: object): OperationOptions => ({
        signal: cancelled.signal,
        timeoutSeconds: timeoutOf(request),
        onStatus: (message) => {
            parts.onStatus(urn, message);
        },
    });
    const method =
        <Request>(run: (request: Request) => unknown) =>
        (call: Call<Request>, answer: Answer): void => {
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
        diffConfig: method((request: DiffRequest) =>
            diffResponse(
                diffConfig(toProperties(request.getOlds()), toProperties(request.getNews())),
            ),
        ),
        configure: method((request: ConfigureRequest) => {
            provider.configure(toProperties(request.getArgs()));
            // Without previews, and without outputs or resources inside of properties.
            return new messages.ConfigureResponse().setAcceptsecrets(true);
        }),
        invoke: method(async (request: InvokeRequest) => {
            const args = toProperties(request.getArgs());
            const result = await provider.invoke(request.getTok(), args, options("", request));
            const response = new messages.InvokeResponse().setReturn(struct(result.outputs));
            return response.setFailuresList(toFailures(result.failures ?? []));
        }),
        check: method(async (request: CheckRequest) => {
            const [olds, news] = [toProperties(request.getOlds()), toProperties(request.getNews())];
            const { inputs, failures } = await provider.check(request.getUrn(), olds, news);
            return checkResponse(protobuf, inputs ?? news, failures ?? []);
        }),
        diff: method(async (request: DiffRequest) => {
            const urn = request.getUrn();
            const [olds, news] = [toProperties(request.getOlds()), toProperties(request.getNews())];
            return diffResponse(
                await provider.diff(request.getId(), urn, olds, news, options(urn, request)),
            );
        }),
        create: method(async (request: CreateRequest) => {
            const urn = request.getUrn();
            const inputs = toProperties(request.getProperties());
            const { id, outs } = await provider.create(urn, inputs, options(urn, request));
            return new messages.CreateResponse().setId(id).setProperties(struct(outs));
        }),
        read: method(async (request: ReadRequest) => {
            const urn = request.getUrn();
            const oldInputs = toProperties(request.getInputs());
            const props = toProperties(request.getProperties());
            return readResponse(
                protobuf,
                await provider.read(request.getId(), urn, props, {
                    ...options(urn, request),
                    oldInputs,
                }),
            );
        }),
        update: method(async (request: UpdateRequest) => {
            const urn = request.getUrn();
            const [olds, news] = [toProperties(request.getOlds()), toProperties(request.getNews())];
            const result = await provider.update(
                request.getId(),
                urn,
                olds,
                news,
                options(urn, request),
            );
            return new messages.UpdateResponse().setProperties(struct(result.outs));
        }),
        delete: method(async (request: DeleteRequest) => {
            const urn = request.getUrn();
            const props = toProperties(request.getProperties());
            await provider.delete(request.getId(), urn, props, options(urn, request));
            return new protobuf.Empty();
        }),
    };
}

function timeoutOf(request: object): number | undefined {
    if (!("getTimeout" in request) || typeof request.getTimeout !== "function") return undefined;
    const seconds: unknown = Reflect.apply(request.getTimeout, request, []);
    return typeof seconds === "number" && seconds > 0 ? seconds : undefined;
}
