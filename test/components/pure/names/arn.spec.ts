import { expect } from "chai";
import fc from "fast-check";

import {
    arnProblems,
    bucketArn,
    objectArn,
    oidcProviderArn,
    parseArn,
    policyArn,
    roleArn,
} from "../../../../components/pure/names/arn.ts";
import { PARTITIONS } from "../../../../components/pure/partition.ts";
import { anyValue } from "../arbitraries.ts";

const accountId = "123456789012";

describe("an ARN", () => {
    for (const { partition } of PARTITIONS) {
        it(`is built in ${partition}`, () => {
            const issuer = "https://oidc.example.com/id";
            expect([
                roleArn({ partition, accountId, roleName: "tracing-ns-build" }),
                roleArn({ partition, accountId, roleName: "r", path: "/team/traces/" }),
                policyArn({ partition, accountId, policyName: "p" }),
                policyArn({ partition, accountId, policyName: "p", path: "/team/" }),
                bucketArn({ partition, bucketName: "b" }),
                objectArn({ partition, bucketName: "b" }),
                objectArn({ partition, bucketName: "b", prefix: "traces/" }),
                oidcProviderArn({ partition, accountId, issuer }),
            ]).to.deep.equal([
                `arn:${partition}:iam::123456789012:role/tracing-ns-build`,
                `arn:${partition}:iam::123456789012:role/team/traces/r`,
                `arn:${partition}:iam::123456789012:policy/p`,
                `arn:${partition}:iam::123456789012:policy/team/p`,
                `arn:${partition}:s3:::b`,
                `arn:${partition}:s3:::b/*`,
                `arn:${partition}:s3:::b/traces/*`,
                `arn:${partition}:iam::123456789012:oidc-provider/oidc.example.com/id`,
            ]);
        });
    }

    it("is read into its parts", () => {
        expect(parseArn("arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/ab-cd")).to.deep.equal({
            partition: "aws-us-gov",
            service: "kms",
            region: "us-gov-west-1",
            accountId: "123456789012",
            resource: "key/ab-cd",
        });
        expect(parseArn("arn:aws:iam::aws:policy/AmazonS3FullAccess")?.accountId).to.equal("aws");
        expect(parseArn("arn:aws:sqs:us-east-2:123456789012:a:b")?.resource).to.equal("a:b");
    });

    for (const text of [
        "",
        "arn",
        "arn:aws:iam::123456789012",
        "arn:aws:iam::123456789012:",
        "arn:aws:iam::12345678901:role/r",
        "arn:azure:iam::123456789012:role/r",
        "ARN:aws:iam::123456789012:role/r",
        " arn:aws:iam::123456789012:role/r",
        "arn:aws:iam::123456789012:role/r\n",
        "arn:aws:iam::123456789012:role/a b",
    ]) {
        it(`is not ${JSON.stringify(text)}`, () => {
            expect(parseArn(text)).to.equal(undefined);
        });
    }

    it("survives being built and read", () => {
        fc.assert(
            fc.property(
                fc.constantFrom(...PARTITIONS.map((each) => each.partition)),
                fc.stringMatching(/^\d{12}$/),
                fc.stringMatching(/^[A-Za-z0-9+=,.@_-]{1,64}$/),
                (partition, account, roleName) => {
                    expect(
                        parseArn(roleArn({ partition, accountId: account, roleName })),
                    ).to.deep.equal({
                        partition,
                        service: "iam",
                        region: "",
                        accountId: account,
                        resource: `role/${roleName}`,
                    });
                },
            ),
        );
    });
});

describe("an ARN's problems", () => {
    const boundary = { service: "iam", partition: "aws", resourcePrefix: "policy/" } as const;
    const expectedOf = (
        value: unknown,
        wanted: Parameters<typeof arnProblems>[2] = boundary,
    ): string[] =>
        arnProblems(value, "identity.permissionsBoundary", wanted).map(({ expected }) => expected);

    it("are none for the ARN that is wanted", () => {
        expect(expectedOf("arn:aws:iam::123456789012:policy/team/edge")).to.deep.equal([]);
        expect(expectedOf("arn:aws:iam::aws:policy/PowerUserAccess")).to.deep.equal([]);
        expect(expectedOf("arn:aws:s3:::b", { service: "s3" })).to.deep.equal([]);
        expect(
            expectedOf("arn:aws:kms:us-east-2:123456789012:key/k", {
                service: "kms",
                resourcePrefix: "key/",
            }),
        ).to.deep.equal([]);
    });

    it("refuses the wrong partition, and says what to change", () => {
        expect(
            arnProblems("arn:aws-cn:iam::123456789012:policy/p", "boundary", boundary),
        ).to.deep.equal([
            {
                path: "boundary",
                expected: "an ARN in the partition aws",
                found: '"arn:aws-cn:iam::123456789012:policy/p"',
                remedy: "The Region in use belongs to aws, this ARN to aws-cn: change one of them",
            },
        ]);
    });

    const table: [unknown, string[]][] = [
        [undefined, ["an ARN such as arn:aws:iam::<account>:policy/<name>"]],
        ["policy/p", ["an ARN such as arn:aws:iam::<account>:policy/<name>"]],
        ["arn:aws:iam::123456789012:role/r", ["an ARN whose resource begins with policy/"]],
        ["arn:aws:iam::123456789012:policy/", ["an ARN whose resource begins with policy/"]],
        [
            "arn:aws-us-gov:s3:::bucket",
            [
                "an ARN of the service iam",
                "an ARN in the partition aws",
                "an ARN whose resource begins with policy/",
            ],
        ],
        ["arn:aws:iam:us-east-2:123456789012:policy/p", ["an ARN without Region"]],
        ["arn:aws:iam:::policy/p", ["an ARN with an account"]],
    ];
    for (const [value, expected] of table) {
        it(`refuses ${String(value)}`, () => {
            expect(expectedOf(value)).to.deep.equal(expected);
        });
    }

    it("are named with the commercial partition where any will do", () => {
        expect(expectedOf("x", { service: "s3" })).to.deep.equal([
            "an ARN such as arn:aws:s3:::<name>",
        ]);
        expect(expectedOf("x", { service: "kms" })).to.deep.equal([
            "an ARN such as arn:aws:kms:<region>:<account>:<name>",
        ]);
    });

    it("refuses a key without Region and a bucket with one", () => {
        expect(expectedOf("arn:aws:kms::123456789012:key/k", { service: "kms" })).to.deep.equal([
            "an ARN with a Region",
        ]);
        expect(expectedOf("arn:aws:s3:us-east-2:123456789012:b", { service: "s3" })).to.deep.equal([
            "an ARN without account",
            "an ARN without Region",
        ]);
    });

    it("never throw", () => {
        fc.assert(
            fc.property(anyValue, (value) => {
                expect(arnProblems(value, "p", boundary)).to.not.have.lengthOf(0);
            }),
        );
    });
});
