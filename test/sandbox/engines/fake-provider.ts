/** A provider object in memory, and resources of it, to see what an engine does with any provider. */
import { setTimeout as pause } from "node:timers/promises";

import * as pulumi from "@pulumi/pulumi";

import type {
    OperationOptions,
    Properties,
    ProviderObject,
} from "../../../sandbox/provider-objects/provider-object.ts";
import { nameOfUrn } from "../../../components/pure/names/urn.ts";
import { asRecord } from "../../../sandbox/provider-objects/wire-values.ts";

/** What happens instead of success, by the resource's name. */
export interface Misbehaviour {
    readonly create?: (name: string) => unknown;
    readonly delete?: (name: string) => unknown;
    readonly invoke?: (token: string) => unknown;
}

/** Remembers everything it is asked. */
export class FakeProvider implements ProviderObject {
    readonly name = "fake";
    readonly version = "1.0.0";
    /** `create a`, `created a`, `delete a`, … in order. */
    readonly log: string[] = [];
    readonly things = new Map<string, Properties>();
    readonly options = new Map<string, OperationOptions | undefined>();
    readonly misbehaviour: Misbehaviour;
    readonly milliseconds: number;
    config: Properties = {};
    closed = false;
    atOnce = 0;
    mostAtOnce = 0;

    constructor(misbehaviour: Misbehaviour = {}, milliseconds = 1) {
        this.misbehaviour = misbehaviour;
        this.milliseconds = milliseconds;
    }

    configure(config: Properties): void {
        this.config = config;
    }

    checkConfig(config: Properties): readonly { property: string; reason: string }[] {
        return config["bad"] === undefined ? [] : [{ property: "bad", reason: "it is bad" }];
    }

    check(_urn: string, _olds: Properties, news: Properties) {
        const failures =
            news["invalid"] === undefined ? [] : [{ property: "invalid", reason: "it is invalid" }];
        return Promise.resolve({ inputs: news, failures });
    }

    diff() {
        return Promise.resolve({ changes: false });
    }

    async create(urn: string, inputs: Properties, options?: OperationOptions) {
        const name = nameOfUrn(urn);
        this.log.push(`create ${name}`);
        this.options.set(`create ${name}`, options);
        await this.#work(options);
        await this.misbehaviour.create?.(name);
        this.things.set(name, inputs);
        this.log.push(`created ${name}`);
        return { id: `id-${name}`, outs: { ...inputs, made: `made ${name}` } };
    }

    read(id: string, urn: string, props?: Properties) {
        this.log.push(`read ${nameOfUrn(urn)}`);
        if (id === "missing") return Promise.resolve({});
        return Promise.resolve({ id, props: { ...props, made: `read ${id}` } });
    }

    update() {
        return Promise.resolve({ outs: {} });
    }

    async delete(_id: string, urn: string, _props: Properties, options?: OperationOptions) {
        const name = nameOfUrn(urn);
        this.log.push(`delete ${name}`);
        this.options.set(`delete ${name}`, options);
        await this.#work(options);
        await this.misbehaviour.delete?.(name);
        this.things.delete(name);
        this.log.push(`deleted ${name}`);
    }

    async invoke(token: string, inputs: Properties) {
        this.log.push(`invoke ${token}`);
        await this.misbehaviour.invoke?.(token);
        const { region = "default" } = this.config;
        return { outputs: { ...asRecord(inputs), from: region } };
    }

    close(): void {
        this.closed = true;
    }

    async #work(options: OperationOptions | undefined): Promise<void> {
        this.atOnce++;
        this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
        try {
            await pause(this.milliseconds, undefined, { signal: options?.signal });
        } finally {
            this.atOnce--;
        }
    }
}

/** A resource of the fake provider. */
export class Thing extends pulumi.CustomResource {
    declare readonly made: pulumi.Output<string>;

    constructor(
        name: string,
        args: Record<string, unknown> = {},
        opts?: pulumi.CustomResourceOptions,
    ) {
        super("fake:index:Thing", name, { made: undefined, ...args }, opts);
    }
}

/** An explicit provider. */
export class FakePulumiProvider extends pulumi.ProviderResource {
    constructor(name: string, args: Record<string, unknown> = {}) {
        super("fake", name, args);
    }
}

/** A component with children. */
export class Group extends pulumi.ComponentResource {
    readonly first: Thing;
    readonly second: Thing;

    constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
        super("fake:index:Group", name, {}, opts);
        this.first = new Thing(`${name}-first`, {}, { parent: this });
        this.second = new Thing(`${name}-second`, { of: this.first.made }, { parent: this });
        this.registerOutputs({ first: this.first.made });
    }
}
