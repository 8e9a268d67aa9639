import { expect } from "chai";

import { blocksSince } from "../../../stacks/run/traces/blocks.ts";
import { localServer, type LocalServer } from "../support/local-server.ts";

const ID = "11111111-2222-3333-4444-555555555555";
const KEYS = [
    `single-tenant/${ID}/meta.json`,
    `team-a/single-tenant/${ID}/meta.json`,
    `team-a/single-tenant/${ID}/data.parquet`,
];

describe("the blocks in a bucket", () => {
    let server: LocalServer;

    before(async () => {
        server = await localServer(({ url }) => {
            const prefix = new URL(url, "http://s3").searchParams.get("prefix") ?? "";
            const contents = KEYS.filter((key) => key.startsWith(prefix)).map(
                (key) =>
                    `<Contents><Key>${key}</Key><LastModified>2026-11-24T10:00:00Z</LastModified></Contents>`,
            );
            const body = `<ListBucketResult>${contents.join("")}</ListBucketResult>`;
            return { status: 200, body };
        });
    });
    after(async () => server.stop());

    async function keys(place: object): Promise<string[]> {
        const aws = {
            region: "us-east-2",
            endpoints: { s3: server.url },
            forcePathStyle: true,
            credentials: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "secret" },
        };
        const where = { bucketName: "traces", ...place };
        const blocks = await blocksSince(aws, where, 0, new AbortController().signal);
        return blocks.map(({ key }) => key);
    }

    it("are those of the whole bucket, or of the part that is Tempo's", async () => {
        expect(await keys({})).to.deep.equal([KEYS[0]]);
        expect(await keys({ prefix: "team-a" })).to.deep.equal([KEYS[1]]);
        const urls = server.received.slice(-2).map(({ url }) => new URL(url, server.url));
        expect(urls.map(({ searchParams }) => searchParams.get("prefix"))).to.deep.equal([
            null,
            "team-a/",
        ]);
    });

    it("are looked for in a bucket of the right account only, where that is known", async () => {
        await keys({ bucketOwner: "123456789012" });
        await keys({});
        const owners = server.received
            .slice(-2)
            .map(({ headers }) => headers["x-amz-expected-bucket-owner"]);
        expect(owners).to.deep.equal(["123456789012", undefined]);
    });
});
