/** Calls a function of a provider. */
import type {
    ResourceInvokeRequest,
    ResourceInvokeResponse,
} from "@pulumi/pulumi/proto/resource_pb.js";
import providerMessages from "@pulumi/pulumi/proto/provider_pb.js";
// Generated CommonJS, whose names Node cannot see from outside.
import messages from "@pulumi/pulumi/proto/resource_pb.js";

import { loadProtobuf } from "../../provider-objects/pulumi-transport.ts";
import { asRecord, containsUnknown } from "../../provider-objects/wire-values.ts";
import { providerOf } from "./provider-of.ts";
import type { RunState } from "./run-state.ts";

/** Pulumi's own function, by which the SDK turns a URN into a resource. */
const GET_RESOURCE = "pulumi:pulumi:getResource";

/** The function's result; unknown where its arguments, its provider or what it waits for are. */
export async function invokeFunction(
    run: RunState,
    request: ResourceInvokeRequest,
): Promise<ResourceInvokeResponse> {
    const token = request.getTok();
    const args = asRecord(request.getArgs()?.toJavaScript());
    const response = new messages.ResourceInvokeResponse();
    const { Struct } = loadProtobuf();
    if (token === GET_RESOURCE) {
        return response.setReturn(Struct.fromJavaScript(resourceState(run, args["urn"])));
    }
    const provider = await providerOf(run, token, request.getProvider());
    const pending =
        run.parts.preview && request.getDependsonList().some((urn) => isPending(run, urn));
    if (provider === undefined || pending || containsUnknown(args))
        return response.setUnknown(true);
    const result = await run.slots.run(() => provider.invoke(token, args, { signal: run.signal }));
    response.setReturn(Struct.fromJavaScript(asRecord(result.outputs)));
    const failures = (result.failures ?? []).map(({ property, reason }) =>
        new providerMessages.CheckFailure().setProperty(property).setReason(reason),
    );
    return response.setFailuresList(failures);
}

function resourceState(run: RunState, urn: unknown): Record<string, unknown> {
    const found = typeof urn === "string" ? run.ledger.find(urn) : undefined;
    if (found === undefined) throw new Error(`unknown resource ${String(urn)}`);
    return { urn: found.urn, id: found.id, state: found.state };
}

/** A custom resource that a preview does not make. */
function isPending(run: RunState, urn: string): boolean {
    const found = run.ledger.find(urn);
    return found?.provider !== undefined && found.id === "";
}
