/** What other programs get when they import the library. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";

import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import * as library from "../../components/index.ts";
import { unwrap } from "../support/unwrap.ts";

const ROOT = join(import.meta.dirname, "../..");

describe("the library", () => {
    it("exports components, errors and the pure functions that a reuser needs", () => {
        expect(Object.keys(library).sort()).to.deep.equal([
            "AdoptedBucketError",
            "ArgsError",
            "ClusterIssuerError",
            "LIFETIME_TAGS",
            "OWNERSHIP_TAGS",
            "OidcProviderError",
            "ReadinessGate",
            "STS_AUDIENCE",
            "StorageSecret",
            "TempoStack",
            "TempoStsStack",
            "TraceBucket",
            "TraceCheck",
            "TraceKey",
            "TraceReplica",
            "WorkloadIdentity",
            "accountRegionalName",
            "bucketArn",
            "bucketPolicy",
            "formatProblems",
            "issuerUrl",
            "keyPolicy",
            "objectArn",
            "oidcProviderArn",
            "partitionOfRegion",
            "policyArn",
            "providerPath",
            "replicationPolicy",
            "replicationTrust",
            "roleArn",
            "serviceAccountNames",
            "serviceAccountSubject",
            "timeTag",
            "traceAccessPolicy",
            "tracingName",
            "trustPolicy",
        ]);
    });

    it("runs under the SDK's own mocks, which cannot answer hooks", async () => {
        await pulumi.runtime.setMocks({
            newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs as object }),
            call: ({ token, inputs }) =>
                token.includes("CallerIdentity")
                    ? { accountId: "123456789012" }
                    : { ...(inputs as object), clientIdLists: ["sts.amazonaws.com"] },
        });
        const stack = new library.TempoStsStack("tracing", {
            namespace: "team-a",
            issuer: "https://oidc.example.com/abc",
        });
        expect(await unwrap(stack.bucketName)).to.equal("tracing-team-a-cioptmstack");
        expect(await unwrap(stack.serviceAccounts)).to.have.length(2);
        await pulumi.runtime.disconnect();
    });

    it("does nothing when it is imported: the process ends by itself, silently", () => {
        const program = `import(${JSON.stringify(join(ROOT, "components/index.ts"))})`;
        const output = execFileSync(process.execPath, ["--eval", program], {
            encoding: "utf8",
            stdio: ["ignore", "pipe", "pipe"],
        });
        expect(output).to.equal("");
    });

    it("can be required by a CommonJS program: nothing in it awaits while it is loaded", () => {
        const program = `console.log(typeof require(${JSON.stringify(join(ROOT, "components/index.ts"))}).TempoStsStack)`;
        const output = execFileSync(process.execPath, ["--eval", program], { encoding: "utf8" });
        expect(output.trim()).to.equal("function");
    });
});
