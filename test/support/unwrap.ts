/** Outputs, awaited. */
import * as pulumi from "@pulumi/pulumi";

/** The value of an Output; rejects when it failed. Never settles for a value that only an update would know. */
export async function unwrap<T>(output: pulumi.Output<T>): Promise<T> {
    return new Promise((resolve, reject) => {
        const seen = output.apply((value) => {
            resolve(value);
        });
        pulumi.recover(seen, (error: unknown) => {
            reject(error instanceof Error ? error : new Error(String(error)));
        });
    });
}
