/** Requests to the engine, as tests look at them: plain values, names instead of URNs. */
import * as pulumi from "@pulumi/pulumi";
import type {
    ReadResourceRequest,
    RegisterResourceRequest,
} from "@pulumi/pulumi/proto/resource_pb.js";

/** What stands in recorded inputs for a value that a preview cannot know. */
export const UNKNOWN = "<unknown>";

/** The type of the root of all resources, which tests leave out. */
export const STACK_TYPE = "pulumi:pulumi:Stack";

/** One resource as the program asked for it. */
export interface RecordedResource {
    readonly type: string;
    readonly name: string;
    /** Inputs with secrets unwrapped; see {@link secrets} for which they were. */
    readonly inputs: Readonly<Record<string, unknown>>;
    /** The inputs that arrived as secrets. */
    readonly secrets: readonly string[];
    readonly custom: boolean;
    /** The name of the parent; empty for what stands at the top of a program. */
    readonly parent: string;
    /** The names of all resources that have to be there first, sorted. */
    readonly dependencies: readonly string[];
    /** For each input that comes from resources, their names, sorted. */
    readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
    /** The name of the Pulumi provider in use; empty for the default one. */
    readonly provider: string;
    /** The names of the Pulumi providers handed to a component, by package. */
    readonly providers: Readonly<Record<string, string>>;
    readonly options: RecordedOptions;
    /** The id of a resource that is read, not made. */
    readonly id?: string;
}

/** The resource options that were set; those left alone are absent. */
export interface RecordedOptions {
    readonly protect?: true;
    readonly retainOnDelete?: true;
    readonly deleteBeforeReplace?: true;
    readonly replaceOnChanges?: readonly string[];
    readonly ignoreChanges?: readonly string[];
    readonly customTimeouts?: Readonly<Record<string, string>>;
    readonly hooks?: Readonly<Record<string, readonly string[]>>;
    readonly deletedWith?: string;
}

/** What a request to make a resource says. */
export function recordedRegistration(request: RegisterResourceRequest): RecordedResource {
    const inputs = request.getObject()?.toJavaScript() ?? {};
    return {
        type: request.getType(),
        name: request.getName(),
        inputs: plain(inputs) as Record<string, unknown>,
        secrets: secretFields(inputs),
        custom: request.getCustom(),
        parent: nameOf(request.getParent()),
        dependencies: request.getDependenciesList().map(nameOf).sort(),
        propertyDependencies: propertyDependencies(request),
        provider: nameOf(request.getProvider()),
        providers: providersOf(request),
        options: optionsOf(request),
    };
}

/** What a request to read a resource says. */
export function recordedRead(request: ReadResourceRequest): RecordedResource {
    const id = request.getId();
    return {
        type: request.getType(),
        name: request.getName(),
        inputs: plain(request.getProperties()?.toJavaScript() ?? {}) as Record<string, unknown>,
        secrets: [],
        custom: true,
        parent: nameOf(request.getParent()),
        dependencies: request.getDependenciesList().map(nameOf).sort(),
        propertyDependencies: {},
        provider: nameOf(request.getProvider()),
        providers: {},
        options: {},
        id: id === pulumi.runtime.unknownValue ? UNKNOWN : id,
    };
}

/** The value without the SDK's wrappings: secrets as they are, unknown values as {@link UNKNOWN}. */
export function plain(value: unknown): unknown {
    if (value === pulumi.runtime.unknownValue) {
        return UNKNOWN;
    }
    if (pulumi.runtime.isRpcSecret(value)) {
        return plain(pulumi.runtime.unwrapRpcSecret(value));
    }
    if (Array.isArray(value)) {
        return value.map(plain);
    }
    return typeof value === "object" && value !== null
        ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]))
        : value;
}

function secretFields(inputs: object): string[] {
    return Object.entries(inputs)
        .filter(([, value]) => pulumi.runtime.isRpcSecret(value))
        .map(([field]) => field)
        .sort();
}

function providersOf(request: RegisterResourceRequest): Record<string, string> {
    const found: Record<string, string> = {};
    request.getProvidersMap().forEach((reference, name) => {
        found[name] = nameOf(reference);
    });
    return found;
}

function propertyDependencies(request: RegisterResourceRequest): Record<string, string[]> {
    const found: Record<string, string[]> = {};
    request.getPropertydependenciesMap().forEach((of, field) => {
        const names = of.getUrnsList().map(nameOf).sort();
        if (names.length > 0) {
            found[field] = names;
        }
    });
    return found;
}

function optionsOf(request: RegisterResourceRequest): RecordedOptions {
    return filled({
        protect: request.getProtect(),
        retainOnDelete: request.getRetainondelete(),
        deleteBeforeReplace: request.getDeletebeforereplace(),
        replaceOnChanges: request.getReplaceonchangesList(),
        ignoreChanges: request.getIgnorechangesList(),
        customTimeouts: timeoutsOf(request.getCustomtimeouts()),
        hooks: hooksOf(request.getHooks()),
        deletedWith: nameOf(request.getDeletedwith()),
    });
}

function timeoutsOf(timeouts: RegisterResourceRequest.CustomTimeouts | undefined): object {
    return timeouts === undefined
        ? {}
        : filled({
              create: timeouts.getCreate(),
              update: timeouts.getUpdate(),
              delete: timeouts.getDelete(),
          });
}

function hooksOf(binding: RegisterResourceRequest.ResourceHooksBinding | undefined): object {
    return binding === undefined
        ? {}
        : filled({
              beforeCreate: binding.getBeforeCreateList(),
              afterCreate: binding.getAfterCreateList(),
              beforeUpdate: binding.getBeforeUpdateList(),
              afterUpdate: binding.getAfterUpdateList(),
              beforeDelete: binding.getBeforeDeleteList(),
              afterDelete: binding.getAfterDeleteList(),
          });
}

// Without the fields that were left alone: false, 0, "" and what is empty.
function filled(fields: object): Record<string, never> {
    const kept = Object.entries(fields).filter(([, value]: [string, unknown]) =>
        typeof value === "object" && value !== null
            ? Object.keys(value).length > 0
            : Boolean(value),
    );
    return Object.fromEntries(kept) as Record<string, never>;
}

// Works for a provider's reference too, which is `<urn>::<id>`.
function nameOf(urn: string): string {
    const [, , type = "", name = ""] = urn.split("::");
    return type === STACK_TYPE ? "" : name;
}
