import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { expect } from "chai";

import { sandboxClients } from "../../../sandbox/aws/clients.ts";
import { readLocks } from "../../../stacks/backend/stack-lock.ts";
import { openStorage } from "../../../stacks/backend/storage.ts";
import { checkBackend } from "../../../stacks/runner/check-backend.ts";
import { deployStack } from "../../../stacks/runner/deploy.ts";
import { destroyStack } from "../../../stacks/runner/destroy.ts";
import { listStacks } from "../../../stacks/runner/list.ts";
import type { StackTarget } from "../../../stacks/runner/target.ts";
import { skipWithoutCli } from "../../sandbox/engines/real-cli.ts";
import { freshName, SANDBOX_TIMEOUT_MS, sharedSandbox } from "../../support/sandbox.ts";
import { killTree } from "./small/kill.ts";
import { PROJECT, SmallSetUp } from "./small/set-up.ts";

describe("a stack in an S3 backend, with the real CLI and the sandbox's AWS", function () {
    this.timeout(120_000);
    let setUp = SmallSetUp.none;
    let backend: string;
    let env: Record<string, string>;

    before(async function () {
        await skipWithoutCli(this, "stacks in an S3 backend");
        this.timeout(SANDBOX_TIMEOUT_MS);
        const { aws } = await sharedSandbox();
        const Bucket = freshName("state");
        const clients = await sandboxClients(aws);
        await clients.s3.send(
            new CreateBucketCommand({
                Bucket,
                CreateBucketConfiguration: { LocationConstraint: "us-east-2" },
            }),
        );
        clients.close();
        setUp = await SmallSetUp.make();
        const query = new URLSearchParams({
            endpoint: aws.endpoint,
            region: aws.region,
            s3ForcePathStyle: "true",
        });
        backend = `s3://${Bucket}/team/a?${query.toString()}`;
        env = {
            AWS_ACCESS_KEY_ID: aws.credentials.accessKeyId,
            AWS_SECRET_ACCESS_KEY: aws.credentials.secretAccessKey,
            AWS_CA_BUNDLE: aws.caFile,
        };
    });

    after(() => setUp.remove());

    const target = (stack: string): StackTarget => setUp.target(stack, { backend, env });

    it("is checked, deployed, listed with its tags, mended after a kill, and destroyed", async () => {
        expect(await checkBackend(target("s3"))).to.include({ url: backend });
        const lifetime = { owner: "ci", created: "20261124T104300Z" };
        await setUp.hold("after-create", "s3-bucket");
        const running = deployStack({ ...target("s3"), lifetime }).catch((error: unknown) => error);
        await setUp.waitFor("held after-create s3-bucket");
        const storage = openStorage(backend, env);
        if (storage === undefined) throw new Error("expected a storage");
        const [lock] = await readLocks(storage, { project: PROJECT, stack: "s3" });
        expect(lock?.path).to.match(/^\.pulumi\/locks\/organization\/small\/s3\/[-0-9a-f]+\.json$/);
        const [listed] = await listStacks(target("s3"));
        expect(listed).to.deep.include({ name: "s3", project: PROJECT, updating: true, lifetime });
        await killTree(lock?.pid ?? 0);
        expect(String(await running)).to.match(/was killed/);
        await setUp.letGo("after-create", "s3-bucket");
        const { existed, repaired } = await destroyStack(target("s3"), { remove: true });
        expect(existed).to.equal(true);
        expect(repaired).to.have.lengthOf(2);
        expect(await setUp.things("s3")).to.deep.equal([]);
        expect(await listStacks(target("s3"))).to.deep.equal([]);
    });
});
