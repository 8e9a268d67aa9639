/** Texts that Pulumi may have compressed (`PULUMI_DIY_BACKEND_GZIP`, `…_COMPRESSION`). */
import { promisify } from "node:util";
import { gunzip, zstdDecompress } from "node:zlib";

const GZIP = Buffer.from([0x1f, 0x8b]);
const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/** The text in a file, whichever way it was written. */
export async function textOf(bytes: Uint8Array): Promise<string> {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (beginsWith(buffer, GZIP)) return (await promisify(gunzip)(buffer)).toString("utf8");
    if (beginsWith(buffer, ZSTD)) return (await promisify(zstdDecompress)(buffer)).toString("utf8");
    return buffer.toString("utf8");
}

function beginsWith(buffer: Buffer, magic: Buffer): boolean {
    return buffer.subarray(0, magic.length).equals(magic);
}
