import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { expect } from "chai";

import { parseS3Url } from "../../../stacks/backend/s3-address.ts";
import { openStorage } from "../../../stacks/backend/storage.ts";

describe("the URL of a backend in S3", () => {
    it("names bucket and folder, and leaves the rest to AWS's own configuration", () => {
        expect(parseS3Url("s3://my-bucket", {})).to.deep.include({
            bucket: "my-bucket",
            prefix: "",
        });
        expect(parseS3Url("s3://my-bucket/a/b", {})?.prefix).to.equal("a/b/");
        expect(parseS3Url("s3://my-bucket//a%20b/?prefix=p-", {})?.prefix).to.equal("p-a b/");
        const { connection } = parseS3Url("s3://b", {}) ?? {};
        expect(connection?.region).to.equal(undefined);
        expect(connection?.credentials).to.equal(undefined);
        expect(connection?.forcePathStyle).to.equal(false);
    });

    it("takes the parameters that Pulumi takes, and its older ones", () => {
        const of = (query: string) => parseS3Url(`s3://b?${query}`, {})?.connection;
        expect(of("region=eu-west-1&profile=ci&awssdk=v2")).to.include({
            region: "eu-west-1",
            profile: "ci",
        });
        expect(of("endpoint=minio:9000")?.endpoints).to.deep.equal({ s3: "https://minio:9000" });
        expect(of("endpoint=minio:9000&disableSSL=true")?.endpoints).to.deep.equal({
            s3: "http://minio:9000",
        });
        expect(of("endpoint=http://minio:9000&disableSSL=false")?.endpoints).to.deep.equal({
            s3: "http://minio:9000",
        });
        for (const query of ["s3ForcePathStyle=true", "use_path_style=1"]) {
            expect(of(query)?.forcePathStyle, query).to.equal(true);
        }
        expect(of("use_path_style=false")?.forcePathStyle).to.equal(false);
        expect(of("role=arn:aws:iam::1:role/x")).to.equal(undefined);
    });

    it("is completed by the environment, whose keys win over its profile but not over the URL's", () => {
        const env = {
            AWS_REGION: "us-east-1",
            AWS_DEFAULT_REGION: "us-west-2",
            AWS_ACCESS_KEY_ID: "key",
            AWS_SECRET_ACCESS_KEY: "word",
            AWS_SESSION_TOKEN: "session",
            AWS_PROFILE: "person",
            AWS_ENDPOINT_URL: "http://all:1",
            AWS_ENDPOINT_URL_S3: "http://s3:1",
            AWS_CA_BUNDLE: "/ca.pem",
        };
        const of = (url: string) => parseS3Url(url, env)?.connection;
        expect(of("s3://b")).to.deep.include({
            region: "us-east-1",
            endpoints: { s3: "http://s3:1" },
            caBundle: "/ca.pem",
            credentials: { accessKeyId: "key", secretAccessKey: "word", sessionToken: "session" },
        });
        expect(of("s3://b?profile=ci"))
            .to.include({ profile: "ci" })
            .and.not.have.any.keys("credentials");
        expect(parseS3Url("s3://b", { AWS_PROFILE: "person" })?.connection.profile).to.equal(
            "person",
        );
    });
});

describe("a backend in a bucket", () => {
    const objects = new Map<string, string>();
    const asked: string[] = [];
    let failures: number[] = [];
    let server: Server;
    let url: string;

    before(async () => {
        server = createServer((request, response) => {
            asked.push(`${request.method ?? ""} ${request.url ?? ""}`);
            const [status, body] = answer(request);
            response.writeHead(status, { "content-type": "application/xml" }).end(body);
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        const { port } = server.address() as AddressInfo;
        url = `s3://b/team?endpoint=http://127.0.0.1:${port}&region=us-east-1&s3ForcePathStyle=true`;
    });

    after(() => {
        server.closeAllConnections();
        server.close();
    });

    beforeEach(() => {
        objects.clear();
        asked.length = 0;
        failures = [];
    });

    /** As much of S3 as is asked for; a page holds two keys. */
    function answer({ method = "", url: path = "" }: IncomingMessage): [number, string] {
        const failure = failures.shift();
        if (failure !== undefined)
            return [failure, error(failure === 403 ? "AccessDenied" : "InternalError")];
        const { pathname, searchParams } = new URL(path, "http://s3");
        const key = decodeURIComponent(pathname.slice("/b/".length));
        if (searchParams.has("list-type")) return [200, page(searchParams)];
        if (method === "DELETE") {
            objects.delete(key);
            return [204, ""];
        }
        const object = objects.get(key);
        return object === undefined ? [404, error("NoSuchKey")] : [200, object];
    }

    function page(query: URLSearchParams): string {
        const [prefix, token] = ["prefix", "continuation-token"].map((key) => query.get(key) ?? "");
        const isMeant = (name: string): boolean =>
            name.startsWith(prefix ?? "") && name > (token ?? "");
        const keys = [...objects.keys()].filter(isMeant);
        const contents = keys.slice(0, 2).map((name) => `<Contents><Key>${name}</Key></Contents>`);
        const next = keys.length > 2 ? keys[1] : undefined;
        const more = `<NextContinuationToken>${next ?? ""}</NextContinuationToken>`;
        return `<ListBucketResult>${contents.join("")}${next === undefined ? "" : more}</ListBucketResult>`;
    }

    const error = (code: string): string =>
        `<Error><Code>${code}</Code><Message>no</Message></Error>`;

    function open() {
        const storage = openStorage(url, { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b" });
        if (storage === undefined) throw new Error("expected a storage");
        return storage;
    }

    it("lists page by page below its folder, reads, and removes one", async () => {
        for (const key of [
            "team/.pulumi/1",
            "team/.pulumi/2",
            "team/.pulumi/3",
            "other/.pulumi/4",
        ]) {
            objects.set(key, `of ${key}`);
        }
        const storage = open();
        expect(await storage.list(".pulumi/")).to.deep.equal([
            ".pulumi/1",
            ".pulumi/2",
            ".pulumi/3",
        ]);
        expect(await storage.read(".pulumi/2")).to.equal("of team/.pulumi/2");
        expect(await storage.read(".pulumi/none")).to.equal(undefined);
        await storage.remove(".pulumi/2");
        expect([...objects.keys()]).to.not.include("team/.pulumi/2");
        expect(objects.size).to.equal(3);
    });

    it("asks again where the server stumbled, and not where it refused", async () => {
        failures = [500, 503];
        expect(await open().list(".pulumi/")).to.deep.equal([]);
        expect(asked).to.have.lengthOf(3);
        failures = [403, 403, 403];
        const failure = await open()
            .read("x")
            .catch((thrown: unknown) => String(thrown));
        expect(failure).to.match(/reach the backend in the bucket b: .*Check AWS_PROFILE/);
        expect(failures).to.have.lengthOf(2);
    });
});
