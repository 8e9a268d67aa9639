/** `.get`: reads a resource that belongs to somebody else. */
import type { ReadResourceRequest } from "@pulumi/pulumi/proto/resource_pb.js";

import { asRecord, containsUnknown, secret } from "../../provider-objects/wire-values.ts";
import { providerOf } from "./provider-of.ts";
import type { Registered } from "./registration.ts";
import type { RunState } from "./run-state.ts";
import { urnOf } from "./urn-of.ts";

/** Reads it. @throws Error when it is not there */
export async function readResource(
    run: RunState,
    request: ReadResourceRequest,
): Promise<Registered> {
    const [type, name, id] = [request.getType(), request.getName(), request.getId()];
    const urn = urnOf(run.parts, { type, name, parent: request.getParent() });
    if (run.registered.has(urn)) {
        throw new Error(`Duplicate resource URN '${urn}'; try giving it a unique name`);
    }
    run.registered.add(urn);
    const given = asRecord(request.getProperties()?.toJavaScript());
    const provider = await providerOf(run, type, request.getProvider());
    if (provider === undefined || containsUnknown(id)) return { urn, id, state: given };
    const found = await run.slots.run(() => provider.read(id, urn, given, { signal: run.signal }));
    if (found.id === undefined || found.id === "") {
        throw new Error(`resource '${id}' does not exist`);
    }
    const state: Record<string, unknown> = { ...asRecord(found.props) };
    for (const output of request.getAdditionalsecretoutputsList()) {
        if (state[output] !== undefined) state[output] = secret(state[output]);
    }
    run.ledger.enter({
        ...{ urn, type, name, id, state },
        // It is not ours to delete.
        provider: undefined,
        needs: request.getDependenciesList(),
        protect: false,
        retainOnDelete: true,
        deletedWith: undefined,
        deleteSeconds: undefined,
    });
    return { urn, id, state };
}
