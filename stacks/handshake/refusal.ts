// What an error of the AWS SDK, or of the network below it, says.

/** The parts by which a refusal is judged. */
export interface Refusal {
    /** AWS's code or the network's; empty where there was none. */
    readonly code: string;
    readonly message: string;
    readonly status: number | undefined;
}

// Names that the SDK, or JavaScript, gives to whatever has no name of its own.
const NAMELESS = new Set(["Error", "TypeError", "UnknownError", "AggregateError", "Unknown"]);

/** Reads an error; anything may have been thrown. */
export function refusalOf(error: unknown): Refusal {
    if (!(error instanceof Error)) {
        return { code: "", message: String(error), status: undefined };
    }
    const network = textIn(error, "code");
    const named = NAMELESS.has(error.name) ? "" : error.name;
    return {
        code: named === "" ? network : named,
        message: error.message === error.name ? "" : error.message,
        status: statusIn(error),
    };
}

function statusIn(error: Error): number | undefined {
    const metadata: unknown = "$metadata" in error ? error.$metadata : undefined;
    const isTable = typeof metadata === "object" && metadata !== null;
    const status: unknown =
        isTable && "httpStatusCode" in metadata ? metadata.httpStatusCode : undefined;
    return typeof status === "number" ? status : undefined;
}

function textIn(error: Error, name: string): string {
    const value: unknown = Object.entries(error).find(([key]) => key === name)?.[1];
    return typeof value === "string" ? value : "";
}
