// Errors that the user can put right: shown as they are, without a stack trace and without the SDK's additions.
import { RunError } from "@pulumi/pulumi/errors.js";

/** Something that the user can put right. `pulumi up` shows its message and no stack trace. */
export class UserError extends RunError {
    override readonly name: string = "UserError";

    constructor(message: string, options?: ErrorOptions) {
        super(message, options);
        keepMessage(this);
    }
}

/**
 * Makes an error's message lasting. When a value fails, the SDK writes `error serializing property "…":` before the message
 * of the one error, again for each resource that waits for the value.
 */
export function keepMessage(error: Error): void {
    const { message } = error;
    Object.defineProperty(error, "message", {
        configurable: true,
        enumerable: false,
        get: () => message,
        set: () => undefined,
    });
}
