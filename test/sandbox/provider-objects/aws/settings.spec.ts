import { expect } from "chai";

import {
    awsSettingsFailures,
    readAwsSettings,
} from "../../../../sandbox/provider-objects/aws/settings.ts";
import { secret } from "../../../../sandbox/provider-objects/wire-values.ts";

describe("the AWS provider's arguments", () => {
    it("are read as Pulumi's SDK writes them: as JSON, with secrets", () => {
        const settings = readAwsSettings({
            region: "eu-west-1",
            accessKey: secret("AKIA"),
            secretKey: secret("key"),
            endpoints: JSON.stringify([{ s3: "https://one" }, { iam: "https://two", kms: "" }]),
            s3UsePathStyle: "true",
            maxRetries: "4",
            defaultTags: JSON.stringify({ tags: { team: "traces" } }),
        });
        expect(settings).to.deep.include({
            region: "eu-west-1",
            credentials: { accessKeyId: "AKIA", secretAccessKey: "key" },
            endpoints: { s3: "https://one", iam: "https://two" },
            s3UsePathStyle: true,
            insecure: false,
            maxRetries: 4,
            defaultTags: { team: "traces" },
        });
    });

    it("leave credentials to the SDK where none are given", () => {
        expect(readAwsSettings({ region: "eu-west-1" }).credentials).to.equal(undefined);
    });

    it("refuse what would change what happens and is not understood", () => {
        const failures = awsSettingsFailures({
            region: "us-east-2",
            assumeRoles: JSON.stringify([{ roleArn: "arn" }]),
            allowedAccountIds: "[]",
            skipCredentialsValidation: "true",
        });
        expect(failures.map(({ property }) => property)).to.deep.equal(["assumeRoles"]);
        expect(awsSettingsFailures({ accessKey: "a" })[0]?.reason).to.match(/go together/);
    });
});
