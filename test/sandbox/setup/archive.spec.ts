import { execFileSync } from "node:child_process";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { expect } from "chai";

import { extractProgram } from "../../../sandbox/setup/archive.ts";
import { rejection, scratchFolder } from "./scratch.ts";

describe("a program out of an archive", () => {
    const scratch = scratchFolder();

    async function archive(format: string, members: Record<string, Buffer>): Promise<string> {
        for (const [name, content] of Object.entries(members)) {
            const path = join(scratch(), "in", name);
            await mkdir(dirname(path), { recursive: true });
            await writeFile(path, content);
        }
        const file = join(scratch(), "a.tar.gz");
        const names = Object.keys(members);
        execFileSync("tar", [`--format=${format}`, "-czf", file, ...names], {
            cwd: join(scratch(), "in"),
        });
        return file;
    }

    const program = Buffer.from("x".repeat(5000));
    const deep = `${"d".repeat(60)}/${"e".repeat(60)}/etcd`;

    for (const format of ["ustar", "gnu", "pax"]) {
        it(`is found in ${format} among others, byte for byte and executable`, async () => {
            const file = await archive(format, {
                "r/README": Buffer.alloc(512, "a"),
                "r/etcdctl": Buffer.alloc(1, "b"),
                "r/etcd": program,
                "r/last": Buffer.alloc(0),
            });
            const target = join(scratch(), "etcd");
            await extractProgram(file, "r/etcd", target);
            expect(await readFile(target)).to.deep.equal(program);
            expect((await stat(target)).mode & 0o777).to.equal(0o755);
        });
    }

    it("is found under a name longer than one field", async () => {
        const file = await archive("ustar", { [deep]: program });
        await extractProgram(file, deep, join(scratch(), "etcd"));
        expect(await readFile(join(scratch(), "etcd"))).to.deep.equal(program);
    });

    it("fails when there is no such member, naming it", async () => {
        const file = await archive("gnu", { "r/etcdctl": program });
        const reason = await rejection(extractProgram(file, "r/etcd", join(scratch(), "etcd")));
        expect(reason.message).to.contain("expected r/etcd in").and.to.contain("no such member");
    });

    it("fails when it is no archive at all", async () => {
        const file = join(scratch(), "a.tar.gz");
        await writeFile(file, "<html>");
        await rejection(extractProgram(file, "r/etcd", join(scratch(), "etcd")));
    });
});
