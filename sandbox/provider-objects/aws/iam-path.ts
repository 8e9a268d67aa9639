/** The input `path` of roles and policies. */
import type { InputRule } from "./aws-resource.ts";

/** Begins and ends with a slash; it cannot be changed. */
export const iamPath: InputRule = {
    immutable: true,
    defaultValue: "/",
    problem: (value) =>
        typeof value === "string" &&
        value.length <= 512 &&
        /^\/(?:[\u0021-\u007e]+\/)?$/.test(value)
            ? undefined
            : `expected path to begin and end with a slash and to have at most 512 characters, got ${JSON.stringify(value)}`,
};
