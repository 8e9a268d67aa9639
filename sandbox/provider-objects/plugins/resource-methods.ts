/** The methods of the ResourceProvider service that are about resources and functions. */
import type {
    CheckRequest,
    CreateRequest,
    DeleteRequest,
    DiffRequest,
    InvokeRequest,
    ReadRequest,
    UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb.js";
// Generated CommonJS, whose names Node cannot see from outside.
import messages from "@pulumi/pulumi/proto/provider_pb.js";

import type { ProviderObject } from "../provider-object.ts";
import type { Protobuf } from "../pulumi-transport.ts";
import { asRecord } from "../wire-values.ts";
import { checkResponse, diffResponse, readResponse, toFailures, toProperties } from "./answer.ts";
import type { Method, OptionsOf } from "./service.ts";

/** What the methods need. */
export interface MethodParts {
    readonly provider: ProviderObject;
    readonly protobuf: Protobuf;
    readonly method: Method;
    readonly optionsOf: OptionsOf;
}

/** The methods by name. */
export function resourceMethods(parts: MethodParts): Readonly<Record<string, unknown>> {
    const { provider, protobuf, method, optionsOf } = parts;
    const struct = (value: unknown) => protobuf.Struct.fromJavaScript(asRecord(value));
    return {
        invoke: method(async (request: InvokeRequest) => {
            const args = toProperties(request.getArgs());
            const result = await provider.invoke(request.getTok(), args, optionsOf("", request));
            const response = new messages.InvokeResponse().setReturn(struct(result.outputs));
            return response.setFailuresList(toFailures(result.failures ?? []));
        }),
        check: method(async (request: CheckRequest) => {
            const [olds, news] = bothOf(request);
            const checked = await provider.check(request.getUrn(), olds, news);
            return checkResponse(protobuf, checked.inputs ?? news, checked.failures ?? []);
        }),
        diff: method(async (request: DiffRequest) => {
            const [urn, [olds, news]] = [request.getUrn(), bothOf(request)];
            const options = optionsOf(urn, request);
            return diffResponse(await provider.diff(request.getId(), urn, olds, news, options));
        }),
        create: method(async (request: CreateRequest) => {
            const urn = request.getUrn();
            const inputs = toProperties(request.getProperties());
            const made = await provider.create(urn, inputs, optionsOf(urn, request));
            return new messages.CreateResponse().setId(made.id).setProperties(struct(made.outs));
        }),
        read: method(async (request: ReadRequest) => {
            const urn = request.getUrn();
            const props = toProperties(request.getProperties());
            const oldInputs = toProperties(request.getInputs());
            const options = { ...optionsOf(urn, request), oldInputs };
            return readResponse(
                protobuf,
                await provider.read(request.getId(), urn, props, options),
            );
        }),
        update: method(async (request: UpdateRequest) => {
            const [urn, [olds, news]] = [request.getUrn(), bothOf(request)];
            const options = optionsOf(urn, request);
            const result = await provider.update(request.getId(), urn, olds, news, options);
            return new messages.UpdateResponse().setProperties(struct(result.outs));
        }),
        delete: method(async (request: DeleteRequest) => {
            const urn = request.getUrn();
            const props = toProperties(request.getProperties());
            await provider.delete(request.getId(), urn, props, optionsOf(urn, request));
            return new protobuf.Empty();
        }),
    };
}

function bothOf(
    request: CheckRequest | DiffRequest | UpdateRequest,
): [Record<string, unknown>, Record<string, unknown>] {
    return [toProperties(request.getOlds()), toProperties(request.getNews())];
}
