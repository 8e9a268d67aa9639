/** Reading a provider's arguments, which arrive as text: Pulumi's SDK writes everything but strings as JSON. */
import type { Properties } from "./provider-object.ts";
import { reveal } from "./wire-values.ts";

/** The argument as text, undefined where it is not given. */
export function textArgument(config: Properties, name: string): string | undefined {
    const value = reveal(config[name]);
    return typeof value === "string" && value !== "" ? value : undefined;
}

/** The argument as a yes or no. @default false */
export function flagArgument(config: Properties, name: string): boolean {
    const value = reveal(config[name]);
    return value === true || value === "true";
}

/** The argument as the value its JSON stands for; text that is no JSON stays text. */
export function valueArgument(config: Properties, name: string): unknown {
    const value = reveal(config[name]);
    if (typeof value !== "string") return value;
    try {
        return JSON.parse(value);
    } catch {
        return value;
    }
}

/** The names of the arguments that are given. */
export function givenArguments(config: Properties): string[] {
    return Object.keys(config).filter((name) => {
        const value = reveal(config[name]);
        return value !== undefined && value !== null && value !== "" && value !== "null";
    });
}
