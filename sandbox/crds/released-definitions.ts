/** The definitions of Tempo's kinds that the operator's project publishes with each release. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { ClusterObject } from "../operator/cluster/objects.ts";
import { OPERATOR_VERSION } from "../operator/settings.ts";
import { ensureCached } from "../setup/cache.ts";
import { checkDefinitions, parseDefinitions } from "./definition-files.ts";

/** Where releases are published. */
export const RELEASES_URL = "https://github.com/grafana/tempo-operator/releases/download";

/** How the release is fetched. */
export interface ReleaseOptions {
    /** @default {@link RELEASES_URL} */
    readonly releasesUrl?: string | undefined;
    /** Milliseconds until the whole document has to be there. @default 8000 */
    readonly timeoutMs?: number | undefined;
    readonly signal?: AbortSignal | undefined;
    /** Folder of the cache that keeps what was fetched. @default the sandbox's own */
    readonly cacheRoot?: string | undefined;
}

/** What came of the attempt; a refusal is ordinary where there is no network. */
export type ReleaseResult =
    | { readonly definitions: readonly ClusterObject[]; readonly url: string }
    | { readonly definitions?: never; readonly url: string; readonly why: string };

const DEFAULT_TIMEOUT_MS = 8000;
/** The document of 0.22 has half a megabyte. */
const LARGEST_BYTES = 8 * 1024 * 1024;

const FILE = "tempo-operator.yaml";

/** Fetches the definitions of the pinned release, once; never throws but on the caller's own signal. */
export async function fetchReleasedDefinitions(options: ReleaseOptions): Promise<ReleaseResult> {
    const url = `${options.releasesUrl ?? RELEASES_URL}/v${OPERATOR_VERSION}/${FILE}`;
    const timeout = AbortSignal.timeout(options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
    try {
        const folder = await ensureCached(
            { name: "operator-definitions", content: [url], files: [FILE] },
            async (made) => {
                const text = await fetchText(url, signal);
                // Nothing else than what can be used is kept.
                await checked(text, url);
                await writeFile(join(made, FILE), text);
            },
            { signal, root: options.cacheRoot },
        );
        const text = await readFile(join(folder, FILE), "utf8");
        return { url, definitions: await checked(text, url) };
    } catch (error) {
        options.signal?.throwIfAborted();
        return { url, why: reason(error) };
    }
}

async function checked(text: string, url: string): Promise<readonly ClusterObject[]> {
    return checkDefinitions(await parseDefinitions(text, url), url);
}

async function fetchText(url: string, signal: AbortSignal): Promise<string> {
    const response = await fetch(url, { signal, redirect: "follow" });
    if (!response.ok || !response.body) {
        throw new Error(`the server answered ${String(response.status)} ${response.statusText}`);
    }
    const decoder = new TextDecoder();
    let text = "";
    const body: AsyncIterable<Uint8Array> = response.body;
    for await (const chunk of body) {
        text += decoder.decode(chunk, { stream: true });
        if (text.length > LARGEST_BYTES) {
            throw new Error(`the document is larger than ${String(LARGEST_BYTES)} bytes`);
        }
    }
    return text + decoder.decode();
}

function reason(error: unknown): string {
    if (!(error instanceof Error)) return String(error);
    const { cause } = error;
    return cause instanceof Error ? `${error.message}: ${cause.message}` : error.message;
}
