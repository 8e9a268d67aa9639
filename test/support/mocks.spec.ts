/** The mocks are strict: otherwise the tests of the components could not fail. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { deploy, failures } from "./mocks.ts";
import { UNKNOWN } from "./recorded.ts";
import { unwrap } from "./unwrap.ts";

describe("deploy", () => {
    it("fails for a type that it does not know", async () => {
        const found = await failures(() => new aws.sqs.Queue("queue", {}));
        expect(found[0]?.message).to.contain(
            "No answer is known for the resource type aws:sqs/queue",
        );
    });

    it("fails for a function that it does not know", async () => {
        const found = await failures(() => aws.getRegionOutput({}));
        expect(found[0]?.message).to.contain(
            "No answer is known for the function aws:index/getRegion",
        );
    });

    it("fails for two resources of one type and name", async () => {
        const found = await failures(() =>
            [1, 2].map(() => new aws.s3.Bucket("twin", { bucket: "a" })),
        );
        expect(found[0]?.message).to.contain("Two resources are called twin");
    });

    it("fails with what the program throws", async () => {
        const found = await failures(() => {
            throw new Error("at once");
        });
        expect(found.map(({ message }) => message)).to.deep.equal(["at once"]);
    });

    it("fails for a failure that nobody awaits", async () => {
        const found = await failures(() =>
            pulumi.output(1).apply(() => {
                throw new Error("later");
            }),
        );
        expect(found.map(({ message }) => message)).to.deep.equal(["later"]);
    });

    it("does not take success for failure", async () => {
        let refused: unknown;
        await failures(() => undefined).catch((error: unknown) => (refused = error));
        expect(String(refused)).to.contain("expected to fail");
    });

    it("records options, dependencies, secrets and what is not known yet", async () => {
        const { resource } = await deploy(
            () => {
                const first = new aws.s3.Bucket("first", { bucket: "a" }, { protect: true });
                return new aws.s3.Bucket(
                    "second",
                    { bucket: pulumi.secret("b"), tags: { first: first.arn } },
                    {
                        dependsOn: [first],
                        retainOnDelete: true,
                        ignoreChanges: ["tags"],
                        customTimeouts: { delete: "1m" },
                    },
                );
            },
            { preview: true },
        );
        expect(resource("first").options).to.deep.equal({ protect: true });
        expect(resource("second")).to.deep.include({
            dependencies: ["first"],
            propertyDependencies: { tags: ["first"] },
            secrets: ["bucket"],
            inputs: { bucket: "b", tags: { first: UNKNOWN } },
            options: {
                retainOnDelete: true,
                ignoreChanges: ["tags"],
                customTimeouts: { delete: "1m" },
            },
        });
    });
});

describe("unwrap", () => {
    it("gives the value", async () => {
        expect(await unwrap(pulumi.output({ a: pulumi.output(1) }))).to.deep.equal({ a: 1 });
    });

    it("fails with the failure of the Output", async () => {
        const failing = pulumi.output(1).apply((): number => {
            throw new Error("no value");
        });
        const error = await unwrap(failing).catch((reason: unknown) => reason);
        expect(String(error)).to.equal("Error: no value");
    });
});
