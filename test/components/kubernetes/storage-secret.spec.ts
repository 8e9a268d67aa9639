/** Proves what is asked of the engine; that the operator takes it is proven in the sandbox. */
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import {
    StorageSecret,
    type StorageSecretArgs,
} from "../../../components/kubernetes/storage-secret.ts";
import { deploy } from "../../support/mocks.ts";
import { UNKNOWN } from "../../support/recorded.ts";
import { unwrap } from "../../support/unwrap.ts";

const ROLE_ARN = "arn:aws:iam::123456789012:role/tracing-team-a-main";

const ARGS: StorageSecretArgs = {
    namespace: "team-a",
    secretName: "aws-sts",
    bucketName: "tracing-team-a-main",
    region: "us-east-2",
    roleArn: ROLE_ARN,
    labels: { team: "a" },
};

describe("StorageSecret", () => {
    it("is one Secret with the three keys of token mode and no other", async () => {
        const { resources, resource } = await deploy(() => new StorageSecret("storage", ARGS));
        expect(resources.map(({ type, name, parent }) => [type, name, parent])).to.deep.equal([
            ["tempo-sts:kubernetes:StorageSecret", "storage", ""],
            ["kubernetes:core/v1:Secret", "storage-secret", "storage"],
        ]);
        expect(resource("storage-secret").inputs).to.deep.equal({
            apiVersion: "v1",
            kind: "Secret",
            type: "Opaque",
            metadata: { name: "aws-sts", namespace: "team-a", labels: { team: "a" } },
            stringData: { bucket: "tracing-team-a-main", region: "us-east-2", role_arn: ROLE_ARN },
        });
        expect(resource("storage-secret").secrets).to.deep.equal(["stringData"]);
    });

    it("tells its name", async () => {
        const { result, registeredOutputs } = await deploy(
            () => new StorageSecret("storage", ARGS),
        );
        expect(await unwrap(result.secretName)).to.equal("aws-sts");
        expect(registeredOutputs.get("storage")).to.deep.equal(["secretName"]);
    });

    it("waits with its data, and with nothing else, for a role that is not there yet", async () => {
        const roleArn = pulumi.output(pulumi.unknown as string);
        const { resource } = await deploy(
            () => new StorageSecret("storage", { ...ARGS, roleArn }),
            {
                preview: true,
            },
        );
        const { inputs } = resource("storage-secret");
        expect(inputs["stringData"]).to.equal(UNKNOWN);
        expect(inputs["metadata"]).to.deep.include({ name: "aws-sts", namespace: "team-a" });
    });
});
