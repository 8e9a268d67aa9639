/** Finds the provider object that a resource or a function belongs to. */
import type { Properties, ProviderObject } from "../../provider-objects/provider-object.ts";
import { containsUnknown, without } from "../../provider-objects/wire-values.ts";
import type { RunState } from "./run-state.ts";

/** The type tokens of explicit providers begin so. */
export const PROVIDER_TYPE = "pulumi:providers:";

/**
 * The provider: the one referred to (`<urn>::<id>`), else the package's default one. Undefined
 * while the arguments of the one referred to are not known.
 */
export async function providerOf(
    run: RunState,
    token: string,
    reference: string,
): Promise<ProviderObject | undefined> {
    const [name = ""] = token.split(":");
    if (reference === "") return run.parts.providers.configured(name, run.defaultConfig(name));
    const urn = reference.slice(0, reference.lastIndexOf("::"));
    const found = run.explicit.get(urn);
    if (found === undefined) throw new Error(`unknown provider reference ${reference}`);
    if (found.object !== undefined && found.object.name !== name) {
        throw new Error(`the provider ${urn} is one of ${found.object.name}, not of ${name}`);
    }
    return found.object;
}

/** Makes an explicit provider known. */
export async function registerProvider(
    run: RunState,
    urn: string,
    type: string,
    inputs: Properties,
): Promise<void> {
    const name = type.slice(PROVIDER_TYPE.length);
    const config = without(inputs, "version");
    const object = containsUnknown(config)
        ? undefined
        : await run.parts.providers.configured(name, config);
    run.explicit.set(urn, { object });
}
