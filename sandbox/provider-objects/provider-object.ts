/** What a provider object is: Pulumi's own provider methods, with a configuration and with what a request carries beside its properties. */
import type {
    CheckResult,
    CreateResult,
    DiffResult,
    InvokeResult,
    Provider,
    ReadResult,
    UpdateResult,
} from "@pulumi/pulumi/provider/index.js";

/**
 * Properties as Pulumi's engine sends them: JSON, where a secret is an object with Pulumi's
 * signature and a value that is not known yet is Pulumi's sentinel string.
 */
export type Properties = Readonly<Record<string, unknown>>;

/** What one request carries beside its properties. */
export interface OperationOptions {
    /** How long the operation may wait, in seconds. @default the object's own limit */
    readonly timeoutSeconds?: number | undefined;
    /** Gives up when it fires. */
    readonly signal?: AbortSignal | undefined;
    /** The inputs in Pulumi's state, where the request carries them (read, diff). */
    readonly oldInputs?: Properties | undefined;
    /** Told what a long operation waits for. */
    readonly onStatus?: ((message: string) => void) | undefined;
}

/**
 * A provider that both engines drive: the in-process engine calls it, the plugins serve it.
 *
 * Every method is one of Pulumi's own; the additional last parameter is what Pulumi's
 * interface leaves out of the request.
 */
export interface ProviderObject extends Provider {
    /** The package, as in `pulumi:providers:<name>`. */
    readonly name: string;
    /** The version of the package it stands for. */
    readonly version: string;
    /** Takes the provider's arguments; nothing is called yet. */
    configure(config: Properties): void;
    /** What is wrong with the provider's arguments. */
    checkConfig(config: Properties): readonly { property: string; reason: string }[];
    check(urn: string, olds: Properties, news: Properties): Promise<CheckResult>;
    diff(
        id: string,
        urn: string,
        olds: Properties,
        news: Properties,
        options?: OperationOptions,
    ): Promise<DiffResult>;
    create(urn: string, inputs: Properties, options?: OperationOptions): Promise<CreateResult>;
    /** A result without an id says that the thing is gone. */
    read(
        id: string,
        urn: string,
        props?: Properties,
        options?: OperationOptions,
    ): Promise<ReadResult>;
    update(
        id: string,
        urn: string,
        olds: Properties,
        news: Properties,
        options?: OperationOptions,
    ): Promise<UpdateResult>;
    delete(id: string, urn: string, props: Properties, options?: OperationOptions): Promise<void>;
    invoke(token: string, inputs: Properties, options?: OperationOptions): Promise<InvokeResult>;
}

/** A value that was sent for a property, and a sentence about what is wrong with it. */
export interface PropertyFailure {
    readonly property: string;
    readonly reason: string;
}

/**
 * The thing was made, but did not become ready. It carries what Pulumi's server sends as
 * `ErrorResourceInitFailed`, so that the thing is in the state and can be deleted.
 */
export class InitializationError extends Error {
    override readonly name = "InitializationError";
    readonly id: string;
    readonly properties: Properties;
    readonly reasons: readonly string[];

    constructor(
        message: string,
        made: {
            readonly id: string;
            readonly properties: Properties;
            readonly reasons: readonly string[];
        },
        options?: ErrorOptions,
    ) {
        super(message, options);
        this.id = made.id;
        this.properties = made.properties;
        this.reasons = made.reasons;
    }
}
