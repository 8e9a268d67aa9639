/** The operator's verdict on a TempoMonolithic, as far as its name, its S3 storage and Jaeger go. */
import { textOf, valueAt } from "../cluster/values.ts";
import type { OperatorSettings } from "../settings.ts";
import { invalid, type FieldError } from "./field-error.ts";
import { judgeStorage, warningsOf, type Entries, type Lookup } from "./storage.ts";
import { nameErrors, type Findings } from "./validate-stack.ts";

/** A TempoMonolithic and what is around it. */
export interface MonolithicInPlace {
    readonly name: string;
    readonly spec: unknown;
    /** Undefined when the storage is not S3. */
    readonly secret?: Lookup<Entries> | undefined;
    readonly stackExists: boolean;
}

/** Judges a TempoMonolithic. */
export function validateMonolithic(
    monolithic: MonolithicInPlace,
    settings: OperatorSettings,
): Findings {
    const storage = storageErrors(monolithic);
    const later = warningsOf(storage);
    return {
        errors: [
            ...nameErrors(monolithic.name),
            ...(later.length > 0 ? [] : storage),
            ...conflictErrors(monolithic),
        ],
        warnings: [...later, ...warnings(monolithic.spec, settings)],
    };
}

function storageErrors({ spec, secret }: MonolithicInPlace): readonly FieldError[] {
    if (!secret) return [];
    const s3 = valueAt(spec, "storage", "traces", "s3");
    const request = {
        type: "s3",
        secretName: textOf(valueAt(s3, "secret")) ?? "",
        credentialMode: textOf(valueAt(s3, "credentialMode")),
        tlsEnabled: false,
        secretField: "spec.storage.traces.s3.secret",
        caField: "spec.storage.traces.s3.tls.caName",
    };
    return judgeStorage(request, secret, undefined).errors ?? [];
}

function conflictErrors({ name, stackExists }: MonolithicInPlace): readonly FieldError[] {
    const detail =
        "Cannot create a TempoMonolithic with the same name as a TempoStack instance in the same namespace";
    return stackExists ? [invalid("metadata.name", name, detail)] : [];
}

function warnings(spec: unknown, { gates }: OperatorSettings): readonly string[] {
    const told: string[] = [];
    if (valueAt(spec, "multitenancy", "enabled") !== true && gates.noAuthWarning) {
        told.push(
            "TempoMonolithic instances without multi-tenancy provide no authentication or authorization on the ingest or query paths, and are not supported on OpenShift",
        );
    }
    if (valueAt(spec, "jaegerui", "enabled") === true) {
        told.push("spec.jaegerui.enabled is deprecated and will be removed in a future release");
    }
    return told;
}
