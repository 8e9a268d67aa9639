import { expect } from "chai";

import { atOnce } from "../../../stacks/backend/at-once.ts";
import {
    describeLock,
    lockOwner,
    parseLock,
    readLocks,
} from "../../../stacks/backend/stack-lock.ts";
import { findStateFile, listStackFiles, summarize } from "../../../stacks/backend/stack-state.ts";
import { readTags, tagsIfReadable } from "../../../stacks/backend/stack-tags.ts";
import type { BackendStorage } from "../../../stacks/backend/storage.ts";

function storageOf(files: Readonly<Record<string, string>>): BackendStorage {
    return {
        list: (prefix) =>
            Promise.resolve(
                Object.keys(files)
                    .filter((path) => path.startsWith(prefix))
                    .sort(),
            ),
        read: (path) => Promise.resolve(files[path]),
        remove: () => Promise.reject(new Error("nothing is removed here")),
    };
}

const PLACE = { project: "tempo-sts", stack: "dev" };
const LOCK = { pid: 42, username: "ci", hostname: "runner-7", timestamp: "2026-11-24T10:00:00Z" };

describe("what a backend keeps of stacks", () => {
    it("are locks of one stack and of no other, in both layouts, the oldest first", async () => {
        const older = { ...LOCK, timestamp: "2026-11-24T09:00:00Z" };
        const storage = storageOf({
            ".pulumi/locks/organization/tempo-sts/dev/1.json": JSON.stringify(LOCK),
            ".pulumi/locks/dev/2.json": JSON.stringify(older),
            ".pulumi/locks/organization/tempo-sts/dev-2/3.json": JSON.stringify(LOCK),
            ".pulumi/locks/organization/other/dev/4.json": JSON.stringify(LOCK),
            ".pulumi/locks/organization/tempo-sts/dev/no-lock.txt": "",
        });
        const locks = await readLocks(storage, PLACE);
        expect(locks).to.deep.equal([
            { ...older, path: ".pulumi/locks/dev/2.json" },
            { ...LOCK, path: ".pulumi/locks/organization/tempo-sts/dev/1.json" },
        ]);
    });

    it("are locks in words, with owner and age", () => {
        const lock = { ...LOCK, path: "p" };
        const at = (time: string): string => describeLock(lock, new Date(time));
        expect(lockOwner(lock)).to.equal("ci@runner-7");
        expect(at("2026-11-24T10:00:09Z")).to.equal("ci@runner-7 (pid 42), for 9 s");
        expect(at("2026-11-24T10:59:59Z")).to.equal("ci@runner-7 (pid 42), for 59 min");
        expect(at("2026-11-25T11:05:00Z")).to.equal("ci@runner-7 (pid 42), for 25 h 5 min");
        expect(at("2026-11-24T09:59:00Z")).to.equal("ci@runner-7 (pid 42), for 0 s");
        for (const text of ["", "{", "null", "[]", '{"pid":"x"}']) {
            const unread = describeLock(parseLock("p", text), new Date());
            expect(unread).to.equal("unknown@unknown (pid 0), since an unknown time");
        }
    });

    it("are tags, which may be none, and may be of a kind that is not known", async () => {
        const path = ".pulumi/stacks/tempo-sts/dev.pulumi-tags";
        const of = (text: string) => storageOf({ [path]: text });
        const tags = { "tempo-sts:owner": "ci" };
        const good = of(JSON.stringify({ version: 1, tags: { ...tags, odd: 1 } }));
        expect(await readTags(good, PLACE)).to.deep.equal(tags);
        expect(await readTags(storageOf({}), PLACE)).to.deep.equal({});
        const legacy = storageOf({ ".pulumi/stacks/dev.pulumi-tags": '{"version":1,"tags":null}' });
        expect(await readTags(legacy, PLACE)).to.deep.equal({});
        const newer = of('{"version":2,"tags":{}}');
        const failure = await readTags(newer, PLACE).catch((error: unknown) => String(error));
        expect(failure).to.match(/tags of version 1 in .*dev\.pulumi-tags, got version 2/);
        expect(await tagsIfReadable(newer, PLACE)).to.equal(undefined);
        expect(await tagsIfReadable(of("{"), PLACE)).to.equal(undefined);
    });

    it("are states, of this project only, without their backups", async () => {
        const paths = [
            "tempo-sts/b.json",
            "tempo-sts/a.json.gz",
            "tempo-sts/c.d.json.zst",
            "tempo-sts/b.json.bak",
            "tempo-sts/b.json.attrs",
            "tempo-sts/b.pulumi-tags",
            "other/z.json",
            "old.json",
            "too/deep/x.json",
        ];
        const storage = storageOf(
            Object.fromEntries(paths.map((path) => [`.pulumi/stacks/${path}`, ""])),
        );
        const found = await listStackFiles(storage, "tempo-sts");
        expect(found.map(({ stack, project }) => `${project ?? "-"}/${stack}`)).to.deep.equal([
            "tempo-sts/a",
            "tempo-sts/b",
            "tempo-sts/c.d",
            "-/old",
        ]);
        const fileOf = (stack: string) => findStateFile(storage, { project: "tempo-sts", stack });
        expect(await fileOf("a")).to.equal(".pulumi/stacks/tempo-sts/a.json.gz");
        expect(await fileOf("c")).to.equal(undefined);
        expect(await fileOf("old")).to.equal(".pulumi/stacks/old.json");
    });

    it("are states in short; nothing for one that says nothing", () => {
        const state = (latest: unknown): string => JSON.stringify({ checkpoint: { latest } });
        const time = "2026-11-24T11:28:58.9Z";
        expect(summarize(state({ manifest: { time }, resources: [{}, {}] }))).to.deep.equal({
            lastUpdate: time,
            resourceCount: 2,
        });
        expect(
            summarize(state({ manifest: { time: "0001-01-01T00:00:00Z" }, resources: [] })),
        ).to.deep.equal({ resourceCount: 0 });
        for (const text of [state({ manifest: { time } }), state(null), "{}", "null", "{", ""]) {
            expect(summarize(text), text).to.deep.equal({});
        }
    });
});

describe("work on many things", () => {
    it("is done for some at once, and given in their order", async () => {
        let [now, most] = [0, 0];
        const results = await atOnce([30, 1, 20, 2, 10], 2, async (milliseconds) => {
            most = Math.max(most, ++now);
            await new Promise((resolve) => setTimeout(resolve, milliseconds));
            now--;
            return milliseconds;
        });
        expect(results).to.deep.equal([30, 1, 20, 2, 10]);
        expect(most).to.equal(2);
    });

    it("ends when it is given up", async () => {
        const stop = new AbortController();
        const done: number[] = [];
        const running = atOnce(
            [1, 2, 3],
            1,
            (item) => {
                done.push(item);
                if (item === 2) stop.abort(new Error("enough"));
                return Promise.resolve();
            },
            stop.signal,
        );
        expect(String(await running.catch((error: unknown) => error))).to.match(/enough/);
        expect(done).to.deep.equal([1, 2]);
    });
});
