/** What a self-managed backend keeps, as named texts: to be read, except for a lock that may be taken away. */
import type { Environment } from "../settings/complete.ts";
import { FileStorage, isFileUrl } from "./file-storage.ts";
import { openS3Storage } from "./s3-storage.ts";

/** The files or objects of a backend; their paths begin with `.pulumi/` and use slashes everywhere. */
export interface BackendStorage {
    /** The paths that begin with this text, in order. */
    list(prefix: string): Promise<string[]>;
    /** The text; undefined where there is none. */
    read(path: string): Promise<string | undefined>;
    /** Takes one away; one that is not there is no error. */
    remove(path: string): Promise<void>;
}

/**
 * The storage behind a backend's URL; nothing is opened before it is asked for something. Undefined for a backend that is a
 * service (`https://…`), and for kinds of storage that only Pulumi's CLI can read.
 */
export function openStorage(
    url: string,
    env: Environment = process.env,
): BackendStorage | undefined {
    if (isFileUrl(url)) return new FileStorage(url);
    return url.startsWith("s3://") ? openS3Storage(url, env) : undefined;
}
