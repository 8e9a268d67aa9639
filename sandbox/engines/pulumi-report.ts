/** From what stacks/runner reports to what an engine reports. */
import { type Diagnostic, OperationFailedError } from "../../stacks/runner/errors.ts";
import type { RunnerEvent } from "../../stacks/runner/events.ts";
import { stackResources } from "../../stacks/runner/resources.ts";
import type { RunnerWorkspace } from "../../stacks/runner/workspace.ts";
import { nameOfUrn, typeOfUrn } from "../../components/pure/names/urn.ts";
import type { EngineEvent, EngineOptions } from "./engine.ts";
import {
    DeploymentError,
    DestroyError,
    messageOf,
    type Remainder,
    type ResourceName,
} from "./errors.ts";

const STACK_TYPE = "pulumi:pulumi:Stack";
const BEGINNINGS = { create: "creating", update: "updating", delete: "deleting" } as const;
const ENDINGS = { create: "created", update: "updated", delete: "deleted" } as const;

/** A listener for the runner that tells an engine's listener. */
export function toEngineEvents(
    onEvent: EngineOptions["onEvent"],
): ((event: RunnerEvent) => void) | undefined {
    if (onEvent === undefined) return undefined;
    return (event) => {
        const translated = translate(event);
        if (translated !== undefined) onEvent(translated);
    };
}

function translate(event: RunnerEvent): EngineEvent | undefined {
    const { kind, step, type, name, message, severity } = event;
    if (kind === "message") {
        if (message === undefined) return undefined;
        return { kind: severity === "info" ? "status" : "warning", type, name, message };
    }
    if (type === STACK_TYPE) return undefined;
    if (kind === "failed") return { kind, type, name };
    if (step !== "create" && step !== "update" && step !== "delete") return undefined;
    return { kind: kind === "begin" ? BEGINNINGS[step] : ENDINGS[step], type, name };
}

/** The failed deployment, and what its undoing left. */
export async function toDeploymentError(
    error: unknown,
    workspace: RunnerWorkspace,
    undoing: unknown,
): Promise<DeploymentError> {
    const first = error instanceof OperationFailedError ? error.diagnostics[0] : undefined;
    const resource = resourceOf(first);
    const message = first?.message ?? messageOf(error);
    const titled =
        resource === undefined ? message : `${resource.type} "${resource.name}": ${message}`;
    const remainders = undoing === undefined ? [] : await remaindersOf(undoing, workspace);
    return new DeploymentError(titled, { resource, remainders }, { cause: error });
}

/** The failed destroy, with what is left. */
export async function destroyError(
    error: unknown,
    workspace: RunnerWorkspace,
): Promise<DestroyError> {
    const remainders = await remaindersOf(error, workspace);
    return new DestroyError("not everything could be deleted", remainders, { cause: error });
}

async function remaindersOf(error: unknown, workspace: RunnerWorkspace): Promise<Remainder[]> {
    if (error instanceof DestroyError) return [...error.remainders];
    const diagnostics = error instanceof OperationFailedError ? error.diagnostics : [];
    // Without a readable state, what the engine said is all there is.
    const left = await stackResources(workspace).catch(() => []);
    const remainders = left
        .filter(({ type }) => !type.startsWith("pulumi:"))
        .filter(({ id }) => id !== "")
        .map(({ urn, type, name }) => ({
            ...{ type, name },
            reason:
                diagnostics.find((diagnostic) => diagnostic.urn === urn)?.message ??
                messageOf(error),
        }));
    if (remainders.length > 0) return remainders;
    return [{ type: STACK_TYPE, name: workspace.stack.name, reason: messageOf(error) }];
}

function resourceOf(diagnostic: Diagnostic | undefined): ResourceName | undefined {
    const urn = diagnostic?.urn;
    if (urn === undefined || typeOfUrn(urn) === STACK_TYPE) return undefined;
    return { type: typeOfUrn(urn), name: nameOfUrn(urn) };
}
