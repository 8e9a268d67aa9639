import { expect } from "chai";

import { rolloutEnv } from "../../../../components/pure/manifests/rollout-env.ts";

const ARGS = {
    region: "us-east-2",
    roleArn: "arn:aws:iam::123456789012:role/r",
    bucketName: "b",
};

describe("the environment that rolls pods out", () => {
    it("names the Region and a hash of role and bucket", () => {
        expect(rolloutEnv(ARGS)).to.deep.equal([
            { name: "AWS_REGION", value: "us-east-2" },
            { name: "TEMPO_STS_ROLLOUT", value: "d211332d" },
        ]);
    });

    it("changes with the role and with the bucket, and with nothing else", () => {
        const hash = (args: typeof ARGS): string | undefined => rolloutEnv(args)[1]?.value;
        expect(hash({ ...ARGS, roleArn: `${ARGS.roleArn}2` })).to.not.equal(hash(ARGS));
        expect(hash({ ...ARGS, bucketName: "c" })).to.not.equal(hash(ARGS));
        expect(hash({ ...ARGS, region: "us-east-1" })).to.equal(hash(ARGS));
    });
});
