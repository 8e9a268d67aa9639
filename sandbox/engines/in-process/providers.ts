/** The provider objects of an engine: one for each package and configuration, whatever the number of runs. */
import { isDeepStrictEqual } from "node:util";

import type { Properties, ProviderObject } from "../../provider-objects/provider-object.ts";
import { revealProperties } from "../../provider-objects/wire-values.ts";

/** A provider object whose connections can be ended. */
export interface ClosableProvider extends ProviderObject {
    close(): void | Promise<void>;
}

/** Makes the provider object of a package. */
export type LoadProvider = (name: string) => Promise<ClosableProvider>;

interface Known {
    readonly name: string;
    readonly config: Properties;
    readonly provider: Promise<ClosableProvider>;
}

/** Providers that are shared by all runs with the same configuration, so that connections are too. */
export class Providers {
    readonly #known: Known[] = [];
    readonly #load: LoadProvider;

    constructor(load: LoadProvider = loadProvider) {
        this.#load = load;
    }

    /**
     * The provider of a package, configured.
     *
     * @throws Error for a package that the sandbox has no provider object for, and for arguments it refuses
     */
    async configured(name: string, config: Properties): Promise<ProviderObject> {
        const plain = revealProperties(config);
        const found = this.#known.find(
            (known) => known.name === name && isDeepStrictEqual(known.config, plain),
        );
        if (found !== undefined) return found.provider;
        const provider = this.#configure(name, plain);
        const entry = { name, config: plain, provider };
        this.#known.push(entry);
        provider.catch(() => {
            this.#known.splice(this.#known.indexOf(entry), 1);
        });
        return provider;
    }

    /** Ends all their connections. */
    async close(): Promise<void> {
        const all = await Promise.allSettled(this.#known.splice(0).map(({ provider }) => provider));
        for (const known of all) {
            if (known.status === "fulfilled") await known.value.close();
        }
    }

    async #configure(name: string, config: Properties): Promise<ClosableProvider> {
        const provider = await this.#load(name);
        const [first] = provider.checkConfig(config);
        if (first !== undefined) {
            throw new Error(
                `the ${name} provider refuses its argument \`${first.property}\`: ${first.reason}`,
            );
        }
        provider.configure(config);
        return provider;
    }
}

async function loadProvider(name: string): Promise<ClosableProvider> {
    if (name === "aws") {
        const { AwsProvider } = await import("../../provider-objects/aws/aws-provider.ts");
        return new AwsProvider();
    }
    if (name === "kubernetes") {
        const { KubernetesProvider } =
            await import("../../provider-objects/kubernetes/kubernetes-provider.ts");
        return new KubernetesProvider();
    }
    throw new Error(
        `The in-process engine has no provider for the package ${name}. It has aws and kubernetes; use the pulumi engine for others.`,
    );
}
