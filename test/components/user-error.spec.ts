import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { UserError } from "../../components/user-error.ts";
import { failures } from "../support/mocks.ts";
import { TraceBucket } from "../../components/aws/trace-bucket.ts";

describe("UserError", () => {
    it("is shown without a stack trace, and keeps its cause", () => {
        const cause = new Error("below");
        const error = new UserError("above", { cause });
        expect(pulumi.RunError.isInstance(error)).to.equal(true);
        expect(error.cause).to.equal(cause);
        expect(error.message).to.equal("above");
        expect(String(error)).to.equal("UserError: above");
    });

    it("keeps its message, whatever waits for the value that failed", async () => {
        const bucketName = pulumi.output("tracing").apply((): string => {
            throw new UserError("the name is taken");
        });
        const found = await failures(
            () => new TraceBucket("traces", { bucketName, region: "us-east-2", partition: "aws" }),
        );
        expect(found.map(({ message }) => message)).to.deep.equal(["the name is taken"]);
    });
});
