/** Drives one provider object as an engine does: check, create, and the rest with what came before. */
import { expect } from "chai";

import type {
    OperationOptions,
    Properties,
    ProviderObject,
} from "../../../sandbox/provider-objects/provider-object.ts";
import { asRecord } from "../../../sandbox/provider-objects/wire-values.ts";

/** A resource that was made. */
export interface Made {
    readonly id: string;
    readonly urn: string;
    readonly inputs: Properties;
    readonly outs: Properties;
}

/** Calls a provider object for resources of one stack. */
export class Driver {
    readonly #provider: ProviderObject;

    constructor(provider: ProviderObject) {
        this.#provider = provider;
    }

    urn(type: string, name: string): string {
        return `urn:pulumi:stack::tempo-sts::tempo-sts:index:TempoStsStack$${type}::${name}`;
    }

    /** Checks and makes; the failures of a check fail too. */
    async make(
        type: string,
        name: string,
        news: Properties,
        options?: OperationOptions,
    ): Promise<Made> {
        const urn = this.urn(type, name);
        const checked = await this.#provider.check(urn, {}, news);
        if (checked.failures?.[0] !== undefined) throw new Error(checked.failures[0].reason);
        const inputs = asRecord(checked.inputs);
        const made = await this.#provider.create(urn, inputs, options);
        return { id: made.id, urn, inputs, outs: asRecord(made.outs) };
    }

    /** The live state; undefined where it is gone. */
    async read(made: Made): Promise<Properties | undefined> {
        const found = await this.#provider.read(made.id, made.urn, made.outs, {
            oldInputs: made.inputs,
        });
        return found.id === undefined ? undefined : asRecord(found.props);
    }

    /** Updates in place; fails where the object would be replaced. */
    async update(made: Made, changes: Properties): Promise<Made> {
        const inputs = { ...made.inputs, ...changes };
        const { changes: some, replaces } = await this.#provider.diff(
            made.id,
            made.urn,
            made.outs,
            inputs,
        );
        expect({ some, replaces }).to.deep.equal({ some: true, replaces: [] });
        const updated = await this.#provider.update(made.id, made.urn, made.outs, inputs);
        return { ...made, inputs, outs: asRecord(updated.outs) };
    }

    /** Neither what was made nor what is read back may differ from what was asked for. */
    async expectNoChange(made: Made): Promise<void> {
        const live = await this.read(made);
        for (const state of [made.outs, live ?? {}]) {
            const { changes } = await this.#provider.diff(made.id, made.urn, state, made.inputs);
            expect(changes, `${made.urn} ${JSON.stringify(state)}`).to.equal(false);
        }
        const found = await this.#provider.read(made.id, made.urn, made.outs, {
            oldInputs: made.inputs,
        });
        expect(Object.keys(asRecord(found.inputs)).sort()).to.deep.equal(
            Object.keys(made.inputs).sort(),
        );
    }

    delete(made: Made, options?: OperationOptions): Promise<void> {
        return this.#provider.delete(made.id, made.urn, made.outs, options);
    }

    async remove(...all: readonly Made[]): Promise<void> {
        for (const made of all) await this.delete(made);
    }
}

/** The error that a promise rejects with. */
export async function failureOf(promise: Promise<unknown>): Promise<Error> {
    const outcome = await promise.then(
        (value) => new Error(`expected a failure, got ${JSON.stringify(value)}`),
        (error: unknown) => error,
    );
    if (outcome instanceof Error) return outcome;
    throw new Error(`expected an Error, got ${typeof outcome}`);
}
