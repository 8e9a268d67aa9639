/** One file out of a gzipped tar archive, so that no tar program is needed. */
import { readFile, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";

const BLOCK = 512;
const EXECUTABLE = 0o755;

/** Writes the member called `member` to `target`, executable. Fails when the archive has no such member. */
export async function extractProgram(
    archive: string,
    member: string,
    target: string,
): Promise<void> {
    const tar = await promisify(gunzip)(await readFile(archive));
    for (let at = 0; at + BLOCK <= tar.length;) {
        const header = tar.subarray(at, at + BLOCK);
        const size = parseInt(text(header, 124, 12), 8) || 0;
        const start = at + BLOCK;
        if (nameOf(header) === member) {
            if (start + size > tar.length) break;
            await writeFile(target, tar.subarray(start, start + size), { mode: EXECUTABLE });
            return;
        }
        at = start + Math.ceil(size / BLOCK) * BLOCK;
    }
    throw new Error(`expected ${member} in ${archive}, found no such member`);
}

function nameOf(header: Buffer): string {
    const name = text(header, 0, 100);
    const prefix = text(header, 257, 5) === "ustar" ? text(header, 345, 155) : "";
    return prefix === "" ? name : `${prefix}/${name}`;
}

function text(header: Buffer, start: number, length: number): string {
    const field = header.subarray(start, start + length);
    const end = field.indexOf(0);
    return field.toString("utf8", 0, end === -1 ? length : end).trim();
}
