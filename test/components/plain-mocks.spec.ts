/** Other people's programs are tested under mocks that give back inputs and nothing else: no ARN, no account. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import { expect } from "chai";

const ROOT = join(import.meta.dirname, "../..");
const KEY = "arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

const VARIANTS: Readonly<Record<string, object>> = {
    plain: {},
    everything: {
        encryption: { type: "sse-kms", key: {} },
        bucket: {
            versioning: { enabled: true },
            replication: { region: "us-west-2", kmsKeyArn: KEY },
            onlyFrom: { accounts: ["123456789012"] },
        },
        audit: { trail: "stack" },
        watch: { alarms: "metric-filters", prometheusRule: true, dashboard: true },
        oidcProvider: { mode: "create" },
    },
    rules: { watch: { alarms: "event-rule", email: "a@example.com" } },
    adopted: {
        ...{ bucketName: "traces", roleName: "tempo", adoptRole: true },
        bucket: { adopt: true, prefix: "team-a" },
    },
    "account-regional": { bucket: { namespace: "account-regional" } },
    issuers: {
        trust: { clusters: [{ issuer: "https://oidc.example.com/green" }] },
        oidcProvider: { previousIssuers: [{ issuer: "https://oidc.example.com/old" }] },
    },
};

/** Makes one stack of each variant; whatever rejects, ends the process with an error. */
const PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
let made = 0;
await pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => { made += 1; return { id: name + "_id", state: inputs }; },
    call: ({ inputs }) => inputs,
});
const { TempoStsStack } = await import("./components/index.ts");
const variants = JSON.parse(process.argv[1]);
for (const [name, options] of Object.entries(variants)) {
    const base = { namespace: name, profile: "production", retention: "720h", issuer: "https://oidc.example.com/blue" };
    new TempoStsStack(name, { ...base, ...options });
}
process.once("beforeExit", () => console.log(made));
`;

describe("a TempoStsStack under other people's mocks", function () {
    this.timeout(60_000);

    it("is made whatever its options, and nothing in it is rejected", async () => {
        const args = ["--input-type=module", "--eval", PROGRAM, JSON.stringify(VARIANTS)];
        const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT });
        expect(Number(stdout.trim().split("\n").at(-1))).to.be.greaterThan(100);
    });
});
