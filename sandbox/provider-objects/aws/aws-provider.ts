/** The sandbox's stand-in for Pulumi's AWS provider. */
import type {
    CheckResult,
    CreateResult,
    DiffResult,
    InvokeResult,
    ReadResult,
    UpdateResult,
} from "@pulumi/pulumi/provider/index.js";

import type {
    OperationOptions,
    Properties,
    PropertyFailure,
    ProviderObject,
} from "../provider-object.ts";
import { nameOfUrn, typeOfUrn } from "../../../components/pure/names/urn.ts";
import { conceal, revealProperties } from "../wire-values.ts";
import type { AwsContext, AwsFunction, AwsResource } from "./aws-resource.ts";
import { AwsConnection } from "./connection.ts";
import { checkInputs, diffInputs, inputsOfState, settleState } from "./input-rules.ts";
import { AWS_FUNCTIONS, AWS_RESOURCES } from "./registry.ts";
import { awsSettingsFailures, readAwsSettings } from "./settings.ts";

/** The version of @pulumi/aws whose types and functions it stands for. */
export const AWS_VERSION = "7.48.0";

/** Exactly the types and functions that the components use; any other fails with its name. */
export class AwsProvider implements ProviderObject {
    readonly name = "aws";
    readonly version = AWS_VERSION;
    #config: Properties = {};
    #connection: AwsConnection | undefined;

    configure(config: Properties): void {
        this.#connection?.close();
        this.#connection = undefined;
        this.#config = config;
    }

    checkConfig(config: Properties): readonly PropertyFailure[] {
        return awsSettingsFailures(config);
    }

    check(urn: string, olds: Properties, news: Properties): Promise<CheckResult> {
        return Promise.resolve().then(() =>
            checkInputs(resourceOf(urn), nameOfUrn(urn), olds, news),
        );
    }

    diff(_id: string, urn: string, olds: Properties, news: Properties): Promise<DiffResult> {
        return Promise.resolve().then(() => diffInputs(resourceOf(urn), olds, news));
    }

    async create(
        urn: string,
        inputs: Properties,
        options?: OperationOptions,
    ): Promise<CreateResult> {
        const plain = revealProperties(inputs);
        const { id, state } = await resourceOf(urn).create(this.#context(options), plain);
        return { id, outs: conceal({ ...state, id }, inputs) };
    }

    async read(
        id: string,
        urn: string,
        props: Properties = {},
        options?: OperationOptions,
    ): Promise<ReadResult> {
        const resource = resourceOf(urn);
        const old = revealProperties(props);
        const live = await resource.read(this.#context(options), id, old);
        if (live === undefined) return {};
        const state = settleState(resource, old, revealProperties(live));
        return {
            id,
            props: conceal({ ...state, id }, props),
            inputs: conceal(inputsOfState(resource, state, options?.oldInputs), props),
        };
    }

    async update(
        id: string,
        urn: string,
        olds: Properties,
        news: Properties,
        options?: OperationOptions,
    ): Promise<UpdateResult> {
        const resource = resourceOf(urn);
        if (resource.update === undefined) {
            throw new Error(
                `Expected ${resource.type} to be replaced, for it cannot be updated (${id}).`,
            );
        }
        const [before, after] = [revealProperties(olds), revealProperties(news)];
        const state = await resource.update(this.#context(options), id, before, after);
        return { outs: conceal({ ...state, id }, news) };
    }

    async delete(
        id: string,
        urn: string,
        props: Properties,
        options?: OperationOptions,
    ): Promise<void> {
        await resourceOf(urn).delete(this.#context(options), id, revealProperties(props));
    }

    async invoke(
        token: string,
        inputs: Properties,
        options?: OperationOptions,
    ): Promise<InvokeResult> {
        const called = functionOf(token);
        const plain = revealProperties(inputs);
        const strange = Object.keys(plain).filter((name) => !called.inputs.includes(name));
        if (strange.length > 0) {
            const failures = strange.map((property) => ({
                property,
                reason: `the sandbox's ${token} does not know this argument`,
            }));
            return { failures };
        }
        return { outputs: conceal(await called.call(this.#context(options), plain), {}) };
    }

    /** Ends the kept connections. */
    close(): void {
        this.#connection?.close();
        this.#connection = undefined;
    }

    #context(options?: OperationOptions): AwsContext {
        options?.signal?.throwIfAborted();
        this.#connection ??= new AwsConnection(readAwsSettings(this.#config));
        return { connection: this.#connection, signal: options?.signal };
    }
}

function resourceOf(urn: string): AwsResource {
    const type = typeOfUrn(urn);
    const found = AWS_RESOURCES.find((resource) => resource.type === type);
    if (found !== undefined) return found;
    throw new Error(
        `The sandbox's AWS provider does not know the resource type ${type}. It knows ${AWS_RESOURCES.map((resource) => resource.type).join(", ")}.`,
    );
}

function functionOf(token: string): AwsFunction {
    const found = AWS_FUNCTIONS.find((candidate) => candidate.token === token);
    if (found !== undefined) return found;
    throw new Error(
        `The sandbox's AWS provider does not know the function ${token}. It knows ${AWS_FUNCTIONS.map((candidate) => candidate.token).join(", ")}.`,
    );
}
