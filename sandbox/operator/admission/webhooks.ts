/** The operator's three webhooks, played: defaulting, and validation of both kinds of Tempo. */
import type { ClusterApi } from "../cluster/cluster-api.ts";
import { RESOURCES } from "../cluster/objects.ts";
import { isJsonObject, jsonList, jsonObject, textOf, valueAt } from "../cluster/values.ts";
import { read } from "../cluster/verbs.ts";
import type { OperatorSettings } from "../settings.ts";
import { verdictOf } from "./field-error.ts";
import { lookAround, readSecret } from "./lookups.ts";
import { unreadable, type AdmissionRequest, type Verdict } from "./review.ts";
import { stackLabels, withStackDefaults } from "./stack-defaults.ts";
import { readStackSpec } from "./stack-spec.ts";
import { validateMonolithic } from "./validate-monolithic.ts";
import { validateStack } from "./validate-stack.ts";
import { OPERATOR_PATHS } from "./webhook-configurations.ts";
import type { AdmissionHandler } from "./webhook-server.ts";

/** Set by the operator, so that it can take away what belongs to a Tempo before the Tempo goes. */
export const FINALIZER = "tempo.grafana.com/finalizer";

/** The webhooks by path. */
export function operatorHandlers(
    api: ClusterApi,
    settings: OperatorSettings,
    signal: AbortSignal,
): Readonly<Record<string, AdmissionHandler>> {
    return {
        [OPERATOR_PATHS.defaulting]: (request) => defaultStack(request, settings),
        [OPERATOR_PATHS.stackValidation]: (request) => judgeStack(request, api, settings, signal),
        [OPERATOR_PATHS.monolithicValidation]: (request) =>
            judgeMonolithic(request, api, settings, signal),
    };
}

function defaultStack(request: AdmissionRequest, settings: OperatorSettings): Verdict {
    const read = readStackSpec(request.object["spec"]);
    if (!read.ok) return unreadable(read.message);
    const spec = withStackDefaults(read.spec, identity(request), settings);
    const labels = jsonObject(valueAt(request.object, "metadata", "labels"));
    return {
        allowed: true,
        patch: [
            { op: "add", path: "/spec", value: withWhatWasSaid(spec, request.object["spec"]) },
            { op: "add", path: "/metadata/labels", value: stackLabels(labels, settings) },
        ],
    };
}

/** Defaulting adds and rewrites; what Go would leave out as empty stays as it was sent. */
function withWhatWasSaid(defaulted: unknown, said: unknown): unknown {
    if (defaulted === undefined) return said;
    if (Array.isArray(defaulted) && Array.isArray(said) && defaulted.length === said.length) {
        return defaulted.map((item, index) => withWhatWasSaid(item, said[index]));
    }
    if (!isJsonObject(defaulted) || !isJsonObject(said)) return defaulted;
    const names = Object.keys({ ...said, ...defaulted });
    return Object.fromEntries(
        names.map((name) => [name, withWhatWasSaid(defaulted[name], said[name])]),
    );
}

async function judgeStack(
    request: AdmissionRequest,
    api: ClusterApi,
    settings: OperatorSettings,
    signal: AbortSignal,
): Promise<Verdict> {
    if (needsNoVerdict(request)) return { allowed: true };
    const readSpec = readStackSpec(request.object["spec"]);
    if (!readSpec.ok) return unreadable(readSpec.message);
    const { namespace, name } = identity(request);
    const surroundings = await lookAround(api, { namespace, name }, readSpec.spec, signal);
    const { errors, warnings } = validateStack(name, readSpec.spec, surroundings, settings);
    return verdictOf({ kind: RESOURCES.TempoStack.kind, name }, errors, warnings);
}

async function judgeMonolithic(
    request: AdmissionRequest,
    api: ClusterApi,
    settings: OperatorSettings,
    signal: AbortSignal,
): Promise<Verdict> {
    if (needsNoVerdict(request)) return { allowed: true };
    const { namespace, name } = identity(request);
    const secretName = textOf(valueAt(request.object, "spec", "storage", "traces", "s3", "secret"));
    const [stack, secret] = await Promise.all([
        read(api, RESOURCES.TempoStack, { namespace, name }, signal),
        secretName === undefined
            ? undefined
            : readSecret(api, { namespace, name: secretName }, signal),
    ]);
    const { errors, warnings } = validateMonolithic(
        { name, spec: request.object["spec"], secret, stackExists: stack !== undefined },
        settings,
    );
    return verdictOf({ kind: RESOURCES.TempoMonolithic.kind, name }, errors, warnings);
}

/** An object on its way out must be able to go, whatever became of its Secret meanwhile. */
function needsNoVerdict({ operation, object, oldObject }: AdmissionRequest): boolean {
    if (operation === "DELETE") return true;
    const isGoing = valueAt(object, "metadata", "deletionTimestamp") !== undefined;
    return operation === "UPDATE" && isGoing && isHeld(oldObject) && !isHeld(object);
}

function isHeld(object: unknown): boolean {
    return jsonList(valueAt(object, "metadata", "finalizers")).includes(FINALIZER);
}

function identity({ namespace, name, object }: AdmissionRequest): {
    readonly namespace: string;
    readonly name: string;
} {
    return { namespace, name: textOf(valueAt(object, "metadata", "name")) ?? name };
}
