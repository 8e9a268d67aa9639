/** How buckets are found: page by page, each asked in its own Region, and none of another account. */
import { expect } from "chai";

import { openAws } from "../../../stacks/sweep/aws-access.ts";
import { BUCKETS } from "../../../stacks/sweep/kinds/buckets.ts";
import { s3Error } from "../support/fake-cloud.ts";
import { localServer, type Received, type Reply } from "../support/local-server.ts";
import { ACCOUNT, awsTags } from "./world.ts";

const OLD = "2020-01-01T00:00:00.000Z";

function page(names: readonly (readonly [string, string])[], next?: string): Reply {
    const buckets = names.map(
        ([name, region]) =>
            `<Bucket><Name>${name}</Name><CreationDate>${OLD}</CreationDate><BucketRegion>${region}</BucketRegion></Bucket>`,
    );
    const token = next === undefined ? "" : `<ContinuationToken>${next}</ContinuationToken>`;
    const body = `<ListAllMyBucketsResult><Buckets>${buckets.join("")}</Buckets>${token}</ListAllMyBucketsResult>`;
    return { status: 200, body };
}

function tagging(): Reply {
    const tags = Object.entries(awsTags("gone")).map(
        ([key, value]) => `<Tag><Key>${key}</Key><Value>${value}</Value></Tag>`,
    );
    return { status: 200, body: `<Tagging><TagSet>${tags.join("")}</TagSet></Tagging>` };
}

describe("the buckets of an account", () => {
    const found = async (answer: (request: Received) => Reply, since?: Date) => {
        const server = await localServer(answer);
        const aws = await openAws({
            region: "us-east-2",
            credentials: { accessKeyId: "a", secretAccessKey: "b" },
            endpoints: { s3: server.url },
            forcePathStyle: true,
        });
        const things = await BUCKETS.list({ aws, accountId: ACCOUNT, since });
        aws.close();
        await server.stop();
        return { things, received: server.received };
    };
    const answer = ({ url }: Received): Reply => {
        if (url.includes("?tagging")) return tagging();
        return url.includes("continuation-token=more")
            ? page([["b", "eu-west-1"]])
            : page([["a", "us-east-2"]], "more");
    };

    it("are those of every page, each asked in its own Region and for this account only", async () => {
        const { things, received } = await found(answer);
        expect(things.map(({ name, region }) => [name, region])).to.deep.equal([
            ["a", "us-east-2"],
            ["b", "eu-west-1"],
        ]);
        const asked = received.filter(({ url }) => url.includes("tagging"));
        const scopes = asked.map(({ url, headers }) => [
            url.slice(1, 2),
            /Credential=a\/\d+\/([\w-]+)\/s3/.exec(headers.authorization ?? "")?.[1],
            headers["x-amz-expected-bucket-owner"],
        ]);
        expect(scopes).to.have.deep.members([
            ["a", "us-east-2", ACCOUNT],
            ["b", "eu-west-1", ACCOUNT],
        ]);
    });

    it("that are older than what is looked for are asked nothing", async () => {
        const { things, received } = await found(answer, new Date("2020-01-02T00:00:00Z"));
        expect(things).to.deep.equal([]);
        expect(received.filter(({ url }) => url.includes("tagging"))).to.deep.equal([]);
        expect((await found(answer, new Date(OLD))).things).to.have.lengthOf(2);
    });

    it("that go while they are looked at are none, and those of another account are told", async () => {
        const { things } = await found((request) => {
            if (!request.url.includes("tagging")) return answer(request);
            return request.url.startsWith("/a")
                ? s3Error(404, "NoSuchBucket", "it is gone")
                : s3Error(403, "AccessDenied", "Access Denied");
        });
        expect(things.map(({ name, unchecked }) => [name, unchecked])).to.deep.equal([
            ["b", "AccessDenied: Access Denied"],
        ]);
    });
});
