/** What an engine reports when it fails. */

/** Which resource something is about. */
export interface ResourceName {
    readonly type: string;
    readonly name: string;
}

/** A resource that could not be deleted, and why. */
export interface Remainder extends ResourceName {
    readonly reason: string;
}

/** The deployment failed. What it had made is undone, except for `remainders`. */
export class DeploymentError extends Error {
    override readonly name = "DeploymentError";
    /** The resource that failed first; undefined when the program itself did. */
    readonly resource: ResourceName | undefined;
    /** What is left, because it could not be undone. */
    readonly remainders: readonly Remainder[];

    constructor(
        message: string,
        details: {
            readonly resource?: ResourceName | undefined;
            readonly remainders?: readonly Remainder[];
        },
        options?: ErrorOptions,
    ) {
        super(message + remaindersText(details.remainders ?? []), options);
        this.resource = details.resource;
        this.remainders = details.remainders ?? [];
    }
}

/** Something could not be deleted. */
export class DestroyError extends Error {
    override readonly name = "DestroyError";
    readonly remainders: readonly Remainder[];

    constructor(message: string, remainders: readonly Remainder[], options?: ErrorOptions) {
        super(message + remaindersText(remainders), options);
        this.remainders = remainders;
    }
}

/** The words of an error, whatever was thrown. */
export function messageOf(error: unknown): string {
    if (!(error instanceof Error)) return String(error);
    return error.message === "" ? error.name : error.message;
}

function remaindersText(remainders: readonly Remainder[]): string {
    if (remainders.length === 0) return "";
    const lines = remainders.map(({ type, name, reason }) => `\n- ${type} "${name}": ${reason}`);
    return `\nLeft behind:${lines.join("")}`;
}
