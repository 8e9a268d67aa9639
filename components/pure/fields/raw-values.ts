// Configuration arrives as text (`pulumi config set`) or as YAML's own kinds (`--path`, a file): both mean the same.

/** A number is text where text is wanted: `--path resources.limits.cpu 2` stores a number. */
export function textFrom(value: unknown): unknown {
    const exact =
        typeof value === "number" &&
        Number.isFinite(value) &&
        (!Number.isInteger(value) || Number.isSafeInteger(value));
    return exact ? String(value) : value;
}

/** `true` and `false` are flags in quotes too. */
export function flagFrom(value: unknown): unknown {
    return value === "true" ? true : value === "false" ? false : value;
}

/** Digits are a number in quotes too. */
export function numberFrom(value: unknown): unknown {
    return typeof value === "string" && /^[+-]?\d{1,15}$/.test(value) ? Number(value) : value;
}

/** A table may come as one JSON text. */
export function tableFrom(value: unknown): unknown {
    return jsonFrom(value, "{");
}

/** A list may come as one JSON text. */
export function listFrom(value: unknown): unknown {
    return jsonFrom(value, "[");
}

/** Whether a value is a table: an object, and no list. */
export function isTable(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

function jsonFrom(value: unknown, opening: string): unknown {
    if (typeof value !== "string" || !value.trimStart().startsWith(opening)) {
        return value;
    }
    try {
        const parsed: unknown = JSON.parse(value);
        return parsed;
    } catch {
        // What is no JSON is judged, and shown, as the text it is.
        return value;
    }
}
