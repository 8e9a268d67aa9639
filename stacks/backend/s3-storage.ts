/** A backend in an S3 bucket. */
import type { S3Client } from "@aws-sdk/client-s3";

import { s3Client } from "../aws/clients.ts";
import { textOf } from "./compression.ts";
import { parseS3Url, type S3Address } from "./s3-address.ts";
import type { BackendStorage } from "./storage.ts";
import type { Environment } from "../settings/complete.ts";

const ATTEMPTS = 3;

/** The storage of an `s3://…` backend; undefined where only Pulumi's CLI can reach it. */
export function openS3Storage(url: string, env: Environment): S3Storage | undefined {
    const address = parseS3Url(url, env);
    return address === undefined ? undefined : new S3Storage(address);
}

/** Reads a bucket as Pulumi lays it out. The client is made when it is first wanted. */
export class S3Storage implements BackendStorage {
    readonly #address: S3Address;
    #client: Promise<S3Client> | undefined;

    constructor(address: S3Address) {
        this.#address = address;
    }

    async list(prefix: string): Promise<string[]> {
        const { ListObjectsV2Command } = await import("@aws-sdk/client-s3");
        const { bucket: Bucket, prefix: root } = this.#address;
        const paths: string[] = [];
        let ContinuationToken: string | undefined;
        do {
            const command = new ListObjectsV2Command({
                ...{ Bucket, Prefix: root + prefix },
                ...(ContinuationToken === undefined ? {} : { ContinuationToken }),
            });
            const page = await this.#try((client) => client.send(command));
            for (const { Key } of page.Contents ?? []) {
                if (Key !== undefined) paths.push(Key.slice(root.length));
            }
            ContinuationToken = page.NextContinuationToken;
        } while (ContinuationToken !== undefined);
        return paths.sort();
    }

    async read(path: string): Promise<string | undefined> {
        const { GetObjectCommand } = await import("@aws-sdk/client-s3");
        const { bucket: Bucket, prefix } = this.#address;
        return this.#try(async (client) => {
            const answer = await client
                .send(new GetObjectCommand({ Bucket, Key: prefix + path }))
                .catch((error: unknown) => {
                    if (error instanceof Error && error.name === "NoSuchKey") return undefined;
                    throw error;
                });
            if (answer === undefined) return undefined;
            return textOf((await answer.Body?.transformToByteArray()) ?? new Uint8Array());
        });
    }

    async remove(path: string): Promise<void> {
        const { DeleteObjectCommand } = await import("@aws-sdk/client-s3");
        const { bucket: Bucket, prefix } = this.#address;
        await this.#try((client) =>
            client.send(new DeleteObjectCommand({ Bucket, Key: prefix + path })),
        );
    }

    async #try<T>(ask: (client: S3Client) => Promise<T>): Promise<T> {
        for (let attempt = 1; ; attempt++) {
            try {
                return await ask(await (this.#client ??= s3Client(this.#address.connection)));
            } catch (error) {
                if (attempt === ATTEMPTS || isRefusal(error)) {
                    const reason = error instanceof Error ? error.message : String(error);
                    throw new Error(
                        `Expected to reach the backend in the bucket ${this.#address.bucket}: ${reason}. Check AWS_PROFILE, the region and the bucket's name.`,
                        { cause: error },
                    );
                }
            }
        }
    }
}

/** What S3 has answered and will answer again. */
function isRefusal(error: unknown): boolean {
    const { $metadata } = error as { readonly $metadata?: { readonly httpStatusCode?: number } };
    const status = $metadata?.httpStatusCode ?? 0;
    return status >= 400 && status < 500 && status !== 429;
}
