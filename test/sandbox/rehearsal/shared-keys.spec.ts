import { expect } from "chai";

import { DescribeKeyCommand, ListKeysCommand } from "@aws-sdk/client-kms";

import { BUCKET } from "../../../components/pure/options/bucket.ts";
import { sandboxClients } from "../../../sandbox/aws/clients.ts";
import { makeSharedKeys } from "../../../sandbox/rehearsal/shared-keys.ts";
import { useAwsSandbox } from "../aws/fixture.ts";

const HERE = "arn:aws:kms:us-east-2:123456789012:key/0a1b2c3d";
const THERE = "arn:aws:kms:eu-west-1:123456789012:key/4e5f6a7b";

describe("the keys that a rehearsed stack refers to", () => {
    const sandbox = useAwsSandbox({ issuerKeys: async () => Promise.resolve({ keys: [] }) });
    const replicated = (kmsKeyArn: string) =>
        BUCKET.parse({ replication: { region: "eu-west-1", kmsKeyArn } });

    it("are there by their own names, each in its Region, untagged; those of others are not made", async () => {
        const aws = sandbox();
        await makeSharedKeys(aws, { bucket: BUCKET.parse({}) });
        const foreign = HERE.replace("123456789012", "210987654321");
        await makeSharedKeys(aws, { kmsKeyArn: foreign, bucket: replicated(THERE) });
        await makeSharedKeys(aws, { kmsKeyArn: HERE, bucket: BUCKET.parse({}) });
        for (const [region, arn] of [
            ["us-east-2", HERE],
            ["eu-west-1", THERE],
        ] as const) {
            const { kms, close } = await sandboxClients(aws, { region });
            const { Keys = [] } = await kms.send(new ListKeysCommand({}));
            expect(Keys.map(({ KeyArn }) => KeyArn)).to.deep.equal([arn]);
            const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: arn }));
            expect(KeyMetadata?.KeyState).to.equal("Enabled");
            close();
        }
    });
});
