import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";

import { expect } from "chai";

import {
    absoluteUrl,
    FileStorage,
    folderOf,
    missingFolder,
} from "../../../stacks/backend/file-storage.ts";
import { openStorage } from "../../../stacks/backend/storage.ts";

describe("a backend in a folder", () => {
    let root: string;

    beforeEach(async () => {
        root = await mkdtemp(join(tmpdir(), "tempo-sts-backend-test-"));
    });

    afterEach(() => rm(root, { recursive: true, force: true }));

    async function write(path: string, content: string | Uint8Array): Promise<void> {
        await mkdir(dirname(join(root, path)), { recursive: true });
        await writeFile(join(root, path), content);
    }

    it("is missing where there is no such folder, unless Pulumi makes it", async () => {
        await write("file", "");
        const nowhere = join(root, "nowhere");
        expect(await missingFolder(`file://${root}`)).to.equal(undefined);
        expect(await missingFolder(`file://${nowhere}`)).to.equal(nowhere);
        expect(await missingFolder(`file://${root}/file`)).to.equal(join(root, "file"));
        expect(await missingFolder(`file://${nowhere}?create_dir=true`)).to.equal(undefined);
        expect(await missingFolder("s3://states")).to.equal(undefined);
    });

    const URLS: readonly (readonly [string, string, string?])[] = [
        ["file:///a/b", "/a/b"],
        ["file:///a/b/", "/a/b"],
        ["file://~", homedir()],
        ["file://~/x/y", join(homedir(), "x/y")],
        ["file://./x", "/cwd/x"],
        ["file://x", "/cwd/x"],
        ["file://", "/cwd"],
        ["file:///a%20b", "/a b"],
        ["file:///a%zz", "/a%zz"],
        ["file:///a?metadata=skip&prefix=p/", "/a", "p/"],
        ["file:///a#part", "/a"],
    ];
    for (const [url, folder, prefix = ""] of URLS) {
        it(`is ${folder} for ${url}`, () => {
            expect(folderOf(url, "/cwd")).to.deep.equal({ folder: resolve(folder), prefix });
            const absolute = absoluteUrl(url, "/cwd");
            expect(folderOf(absolute, "/elsewhere")).to.deep.equal({ folder, prefix });
        });
    }

    it("keeps the parameters of a URL, and any other URL as it is", () => {
        expect(absoluteUrl("file://x?metadata=skip", "/cwd")).to.equal(
            "file:///cwd/x?metadata=skip",
        );
        expect(absoluteUrl("s3://bucket/x", "/cwd")).to.equal("s3://bucket/x");
    });

    it("lists what begins with a text, in order, without what the Go library keeps for itself", async () => {
        for (const path of ["b/two.json", "b/one.json", "b/one.json.attrs", "b/c/three", "other"]) {
            await write(`.pulumi/${path}`, "x");
        }
        const storage = new FileStorage(`file://${root}`);
        const all = ["b/c/three", "b/one.json", "b/two.json"].map((path) => `.pulumi/${path}`);
        expect(await storage.list(".pulumi/b/")).to.deep.equal(all);
        expect(await storage.list(".pulumi/b/o")).to.deep.equal([".pulumi/b/one.json"]);
        expect(await storage.list(".pulumi/none/")).to.deep.equal([]);
        expect(await storage.list(".pulumi/other/")).to.deep.equal([]);
    });

    it("reads a text, however it was compressed, and nothing where there is none", async () => {
        await write("plain", "grün");
        await write("gzip", gzipSync("grün"));
        await write("zstd", zstdCompressSync("grün"));
        const storage = new FileStorage(`file://${root}`);
        for (const path of ["plain", "gzip", "zstd"]) {
            expect(await storage.read(path), path).to.equal("grün");
        }
        expect(await storage.read("none")).to.equal(undefined);
        expect(await storage.read("plain/none")).to.equal(undefined);
    });

    it("removes one, with what belongs to it, and does not mind when it is gone", async () => {
        for (const path of ["l/one.json", "l/one.json.attrs", "l/two.json"]) await write(path, "x");
        const storage = new FileStorage(`file://${root}`);
        await storage.remove("l/one.json");
        await storage.remove("l/one.json");
        expect(await readdir(join(root, "l"))).to.deep.equal(["two.json"]);
    });

    it("puts a prefix before every path, and hides it", async () => {
        await write("team/.pulumi/a", "x");
        await write(".pulumi/b", "y");
        const storage = new FileStorage(`file://${root}?prefix=team/`);
        expect(await storage.list(".pulumi/")).to.deep.equal([".pulumi/a"]);
        expect(await storage.read(".pulumi/a")).to.equal("x");
    });

    it("fails for a folder that may not be read, instead of finding nothing", async () => {
        await write("a", "x");
        const failure = await new FileStorage(`file://${root}`)
            .read("")
            .catch((error: unknown) => error);
        expect(failure).to.be.instanceOf(Error);
    });

    it("is opened for folders and buckets only", () => {
        expect(openStorage("file:///a", {})).to.be.instanceOf(FileStorage);
        expect(openStorage("s3://bucket", {})).to.not.equal(undefined);
        for (const url of [
            "https://api.pulumi.com",
            "gs://bucket",
            "azblob://bucket",
            "s3://",
            "",
        ]) {
            expect(openStorage(url, {}), url).to.equal(undefined);
        }
    });
});
