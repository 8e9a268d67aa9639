import { expect } from "chai";

import { statePlace } from "../../../cli/options/state-place.ts";

const HOME = { region: "us-east-2", accountId: "123456789012" };
const KEY = "arn:aws:kms:eu-west-1:210987654321:key/1";

describe("where the state is", () => {
    for (const [what, flags, env, place] of [
        ["nowhere in AWS", { backend: "file:///tmp/state" }, {}, {}],
        ["in a bucket", { backend: "s3://state?region=us-east-1" }, {}, { bucketName: "state" }],
        [
            "where the environment says",
            {},
            { PULUMI_BACKEND_URL: "s3://s/a/b/" },
            { bucketName: "s", prefix: "a/b" },
        ],
        [
            "under a key by its ARN",
            { secretsProvider: `awskms:///${KEY}?region=x` },
            {},
            { keyArn: KEY },
        ],
        [
            "under a key by its id",
            { secretsProvider: "awskms://1234-abcd?region=us-gov-west-1" },
            {},
            { keyArn: "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/1234-abcd" },
        ],
        [
            "under a key by its alias, in the stack's Region",
            { secretsProvider: "awskms://alias/pulumi" },
            {},
            { keyArn: "arn:aws:kms:us-east-2:123456789012:key/*", keyAlias: "alias/pulumi" },
        ],
        ["under a passphrase", { secretsProvider: "passphrase" }, {}, {}],
    ] as const) {
        it(`is told: ${what}`, () => {
            const found = Object.entries(statePlace(flags, env, HOME));
            const said = found.filter(([, value]) => value !== undefined);
            expect(Object.fromEntries(said)).to.deep.equal(place);
        });
    }
});
