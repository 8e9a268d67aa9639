/** What runs the program of a stack against a sandbox. */
import type { AwsSandbox } from "../aws/aws-sandbox.ts";

/** Where an engine deploys to. */
export interface EngineTarget {
    readonly aws: Pick<AwsSandbox, "endpoint" | "caFile" | "region" | "credentials">;
    /** Path of a kubeconfig file. */
    readonly kubeconfig: string;
    readonly context: string;
}

/** What an engine tells while it works. */
export interface EngineEvent {
    readonly kind:
        | "creating"
        | "created"
        | "updating"
        | "updated"
        | "deleting"
        | "deleted"
        | "failed"
        | "hook"
        | "status"
        | "warning";
    /** Pulumi's type token. */
    readonly type: string;
    readonly name: string;
    readonly message?: string;
}

/** A resource that an engine has made or would make. */
export interface EngineResource {
    readonly type: string;
    readonly name: string;
    /** The provider's id; empty for a component, and in a preview. */
    readonly id: string;
}

/** How to deploy. */
export interface EngineOptions {
    /** The name of the stack. @default "rehearsal" */
    readonly stack?: string;
    /** Keys of the configuration whose values are secrets. @default - none */
    readonly secretKeys?: readonly string[];
    /** Gives up: nothing new is begun, what runs is stopped, and what was made is undone. */
    readonly signal?: AbortSignal | undefined;
    readonly onEvent?: ((event: EngineEvent) => void) | undefined;
}

/** What a deployment would make. */
export interface Preview {
    readonly resources: readonly EngineResource[];
}

/** A stack that is deployed. */
export interface Deployment {
    /** The stack's outputs, secrets included as plain values. */
    readonly outputs: Readonly<Record<string, unknown>>;
    readonly resources: readonly EngineResource[];
    /**
     * Deletes everything, dependents first.
     *
     * @throws DestroyError that names what could not be deleted
     */
    destroy(options?: Pick<EngineOptions, "signal" | "onEvent">): Promise<void>;
}

/** An engine, ready for any number of deployments. */
export interface Engine {
    readonly name: "pulumi" | "in-process";
    /** Why this one was taken, in words for the report. */
    readonly why: string;
    /**
     * Deploys the program with this configuration (`namespace:key` → text). The target's own
     * configuration is added where the given one is silent.
     *
     * @throws DeploymentError that names the failing resource; what was made is undone by then
     */
    up(config: Readonly<Record<string, string>>, options?: EngineOptions): Promise<Deployment>;
    /** Tells what would be made; makes nothing. */
    preview(config: Readonly<Record<string, string>>, options?: EngineOptions): Promise<Preview>;
    /** Ends connections and removes files. What is deployed stays. */
    dispose(): Promise<void>;
}

/** The stack's name where none is given. */
export const DEFAULT_STACK = "rehearsal";
