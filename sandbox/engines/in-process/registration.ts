/** Registers one resource of the program: checks it, runs its hooks, and makes it. */
import { randomUUID } from "node:crypto";

import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb.js";

import { durationSeconds } from "../../../components/pure/duration.ts";
import {
    InitializationError,
    type Properties,
    type ProviderObject,
} from "../../provider-objects/provider-object.ts";
import { asRecord, secret } from "../../provider-objects/wire-values.ts";
import type { LedgerEntry } from "./ledger.ts";
import { PROVIDER_TYPE, providerOf, registerProvider } from "./provider-of.ts";
import type { RunState } from "./run-state.ts";
import { urnOf } from "./urn-of.ts";

/** What the program is told of its resource. */
export interface Registered {
    readonly urn: string;
    readonly id: string;
    readonly state: Properties;
}

/**
 * Registers it.
 *
 * @throws Error in the words of Pulumi's engine where it has some
 */
export async function register(
    run: RunState,
    request: RegisterResourceRequest,
): Promise<Registered> {
    const type = request.getType();
    const name = request.getName();
    const urn = urnOf(run.parts, { type, name, parent: request.getParent() });
    if (run.registered.has(urn)) {
        throw new Error(`Duplicate resource URN '${urn}'; try giving it a unique name`);
    }
    run.registered.add(urn);
    refuseUnsupported(request);
    const inputs = asRecord(request.getObject()?.toJavaScript());
    if (!request.getCustom()) return registerPlain(run, request, urn, "", inputs);
    if (type.startsWith(PROVIDER_TYPE)) {
        await registerProvider(run, urn, type, inputs);
        return registerPlain(run, request, urn, randomUUID(), inputs);
    }
    return run.slots.run(() => registerCustom(run, request, urn, inputs));
}

/** Components and providers: nothing outside is made. */
async function registerPlain(
    run: RunState,
    request: RegisterResourceRequest,
    urn: string,
    id: string,
    inputs: Properties,
): Promise<Registered> {
    const [type, name] = [request.getType(), request.getName()];
    const before = request.getHooks()?.getBeforeCreateList() ?? [];
    await run.hooks.run(before, "before", { urn, id, name, type, newInputs: inputs });
    run.ledger.enter(entryOf(request, urn, id, inputs, undefined));
    return { urn, id, state: inputs };
}

async function registerCustom(
    run: RunState,
    request: RegisterResourceRequest,
    urn: string,
    given: Properties,
): Promise<Registered> {
    const { preview, onEvent } = run.parts;
    const resource = { type: request.getType(), name: request.getName() };
    const provider = await providerOf(run, resource.type, request.getProvider());
    if (run.failure !== undefined) throw new Error("the deployment has failed");
    const inputs =
        provider === undefined ? given : await check(provider, urn, resource.name, given);
    const hooks = request.getHooks();
    const subject = { urn, id: "", ...resource, newInputs: inputs };
    await run.hooks.run(hooks?.getBeforeCreateList() ?? [], "before", subject);
    if (preview || provider === undefined) {
        run.ledger.enter(entryOf(request, urn, "", inputs, provider));
        return { urn, id: "", state: inputs };
    }
    onEvent({ kind: "creating", ...resource });
    const made = await create(run, provider, request, urn, inputs);
    onEvent({ kind: "created", ...resource });
    const after = { ...subject, id: made.id, newOutputs: made.state };
    await run.hooks.run(hooks?.getAfterCreateList() ?? [], "after", after);
    return made;
}

async function check(
    provider: ProviderObject,
    urn: string,
    name: string,
    given: Properties,
): Promise<Properties> {
    const checked = await provider.check(urn, {}, given);
    const failures = checked.failures ?? [];
    if (failures.length === 0) return asRecord(checked.inputs);
    const reasons = failures.map(({ reason }) => reason);
    throw new Error(`resource '${name}' has a problem: ${reasons.join("; ")}`);
}

async function create(
    run: RunState,
    provider: ProviderObject,
    request: RegisterResourceRequest,
    urn: string,
    inputs: Properties,
): Promise<Registered> {
    const resource = { type: request.getType(), name: request.getName() };
    try {
        const made = await provider.create(urn, inputs, {
            signal: run.signal,
            timeoutSeconds: secondsOf(request.getCustomtimeouts()?.getCreate()),
            onStatus: (message) => {
                run.parts.onEvent({ kind: "status", ...resource, message });
            },
        });
        const { id } = made;
        const state = concealOutputs(asRecord(made.outs), request.getAdditionalsecretoutputsList());
        run.ledger.enter(entryOf(request, urn, id, state, provider));
        return { urn, id, state };
    } catch (error) {
        // It is there, and must be undone with the others.
        if (error instanceof InitializationError) {
            run.ledger.enter(entryOf(request, urn, error.id, error.properties, provider));
        }
        throw error;
    }
}

function refuseUnsupported(request: RegisterResourceRequest): void {
    const unsupported = [
        request.getRemote() && "components that a plugin makes",
        request.getImportid() !== "" && "the resource option import",
        (request.getHooks()?.getOnErrorList().length ?? 0) > 0 && "error hooks",
    ].find((feature) => feature !== false);
    if (unsupported === undefined) return;
    throw new Error(
        `The in-process engine does not support ${unsupported}. Use the pulumi engine.`,
    );
}

function concealOutputs(state: Properties, names: readonly string[]): Properties {
    const concealed: Record<string, unknown> = { ...state };
    for (const name of names) {
        if (concealed[name] !== undefined) concealed[name] = secret(concealed[name]);
    }
    return concealed;
}

function entryOf(
    request: RegisterResourceRequest,
    urn: string,
    id: string,
    state: Properties,
    provider: ProviderObject | undefined,
): LedgerEntry {
    const reference = request.getProvider();
    const deletedWith = request.getDeletedwith();
    const needs = new Set([
        ...request.getDependenciesList(),
        request.getParent(),
        reference.slice(0, Math.max(0, reference.lastIndexOf("::"))),
    ]);
    needs.delete("");
    return {
        urn,
        type: request.getType(),
        name: request.getName(),
        id,
        state,
        provider,
        needs: [...needs],
        protect: request.getProtect() ?? false,
        retainOnDelete: request.getRetainondelete() ?? false,
        deletedWith: deletedWith === "" ? undefined : deletedWith,
        deleteSeconds: secondsOf(request.getCustomtimeouts()?.getDelete()),
    };
}

function secondsOf(duration: string | undefined): number | undefined {
    if (duration === undefined || duration === "") return undefined;
    const seconds = durationSeconds(duration);
    return seconds > 0 ? seconds : undefined;
}
