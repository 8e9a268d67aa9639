import { ListMultipartUploadsCommand, ListObjectVersionsCommand } from "@aws-sdk/client-s3";
import { expect } from "chai";

import { SANDBOX_TIMEOUT_MS } from "../../support/sandbox.ts";
import { startAwsProxy, type AwsRule } from "./aws-proxy.ts";
import { makeStage } from "./make-stage.ts";
import type { Stage } from "./stage.ts";
import { troubles } from "./told.ts";
import { sharedWorld } from "./shared-world.ts";

const CALLS =
    "S3: ListObjects, PutObject, ListObjectsV2, GetObject, GetObject of a range, multipart upload, CopyObject";
const LONGEST_MILLISECONDS = 5000;

describe("the doctor, asked to probe", () => {
    let stage: Stage;

    before(async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        stage = await makeStage(await sharedWorld(), { prefix: "team-a" });
    });

    it("makes Tempo's calls as each service account, says so, and leaves nothing", async () => {
        const began = performance.now();
        const diagnosis = await stage.diagnose({ probe: true });
        expect(performance.now() - began).to.be.below(LONGEST_MILLISECONDS);
        expect(troubles(diagnosis)).to.deep.equal([]);
        expect(diagnosis.outcome).to.equal("holds");
        const verdict = diagnosis.links.find(({ id }) => id === "handshake")?.verdict;
        const evidence = verdict?.state === "holds" ? verdict.evidence : [];
        expect(evidence.filter((line) => line === CALLS)).to.have.length(2);
        expect(evidence.join("\n")).to.match(/token of tempo-tmstack-query-frontend: iss https:/);
        expect(JSON.stringify(diagnosis)).not.to.match(/eyJ[\w-]{10}/);
        expect(await leftovers(stage)).to.deep.equal([]);
    });

    for (const [name, rule] of Object.entries<AwsRule>({
        "the copy": ({ headers }) =>
            headers["x-amz-copy-source"] === undefined ? undefined : { status: 403 },
        "the part of an upload": ({ url, method }) =>
            method === "PUT" && url.includes("partNumber=") ? { status: 403 } : undefined,
        "the end of an upload": ({ url, method }) =>
            method === "POST" && url.includes("uploadId=") ? { status: 500 } : undefined,
        reading: ({ url, method }) =>
            method === "GET" && url.includes("meta.json") ? { status: 403 } : undefined,
    })) {
        it(`leaves nothing when S3 refuses ${name}`, async () => {
            const before = stage.connection;
            const proxy = await startAwsProxy(before, rule);
            stage.connection = proxy.connection;
            const diagnosis = await stage.diagnose({ probe: true });
            stage.connection = before;
            await proxy.stop();
            expect(diagnosis.outcome).not.to.equal("holds");
            expect(await leftovers(stage)).to.deep.equal([]);
        });
    }

    it("asks for no token and writes nothing where it was not asked to", async () => {
        stage.proxy.asked.length = 0;
        const diagnosis = await stage.diagnose();
        expect(diagnosis.outcome).to.equal("holds");
        expect(stage.proxy.asked.filter((path) => path.endsWith("/token"))).to.deep.equal([]);
        expect(await leftovers(stage)).to.deep.equal([]);
    });
});

async function leftovers({ aws, names: { bucketName: Bucket } }: Stage): Promise<string[]> {
    const { Versions = [] } = await aws.s3.send(new ListObjectVersionsCommand({ Bucket }));
    const { Uploads = [] } = await aws.s3.send(new ListMultipartUploadsCommand({ Bucket }));
    return [...Versions, ...Uploads].map(({ Key = "" }) => Key);
}
