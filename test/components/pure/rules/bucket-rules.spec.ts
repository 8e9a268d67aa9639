import { expect } from "chai";

import { Later } from "../../../../components/pure/fields/later.ts";
import type { BucketOptions } from "../../../../components/pure/options/bucket.ts";
import { pathsOf, problemsOf } from "./features-fixture.ts";

describe("the rules of an adopted bucket", () => {
    it("accept a name and a prefix", () => {
        const bucket = { adopt: true, prefix: "team-a" };
        expect(problemsOf({ bucketName: "theirs", bucket })).to.deep.equal([]);
        expect(problemsOf({ bucketName: new Later("theirs"), bucket })).to.deep.equal([]);
        const own = "theirs-123456789012-us-east-2-an";
        expect(problemsOf({ bucketName: own, bucket })).to.deep.equal([]);
    });

    it("refuse every option that would change it, all together, and that it has no name", () => {
        const bucket: BucketOptions = {
            adopt: true,
            namespace: "account-regional",
            versioning: { enabled: true },
            lifecycle: {
                transitions: [{ storageClass: "INTELLIGENT_TIERING", days: 0 }],
                expireDays: 9,
            },
            archive: { archiveDays: 90 },
            accessLog: { bucket: "logs" },
            objectLock: { mode: "GOVERNANCE", days: 1 },
            replication: { region: "us-west-2" },
            onlyFrom: { accounts: ["210987654321"] },
            minimumTls: "1.3",
        };
        const found = problemsOf({ retention: "168h", bucket }).filter(({ remedy }) =>
            remedy.endsWith("leave bucket.adopt out"),
        );
        expect(found.map(({ path }) => path)).to.deep.equal([
            "bucketName",
            "bucket.namespace",
            "bucket.versioning",
            "bucket.lifecycle.transitions",
            "bucket.lifecycle.expireDays",
            "bucket.archive",
            "bucket.accessLog",
            "bucket.objectLock",
            "bucket.replication",
            "bucket.onlyFrom",
            "bucket.minimumTls",
        ]);
    });
});

describe("the rules of versions", () => {
    it("refuse to say how long what is not kept is kept", () => {
        const versioning = { noncurrentDays: 3 };
        expect(pathsOf({ bucket: { versioning } })).to.deep.equal([
            "bucket.versioning.noncurrentDays",
        ]);
        for (const fine of [{}, { enabled: false }, { enabled: true, noncurrentDays: 3 }]) {
            expect(problemsOf({ bucket: { versioning: fine } })).to.deep.equal([]);
        }
    });
});

describe("the rules of Object Lock", () => {
    const objectLock = { mode: "GOVERNANCE", days: 30 } as const;

    it("want production and versions", () => {
        const versioning = { enabled: true };
        expect(problemsOf({ bucket: { versioning, objectLock } })).to.deep.equal([]);
        const found = problemsOf({ profile: "ephemeral", bucket: { objectLock } });
        expect(found.map(({ path }) => path)).to.deep.equal([
            "bucket.objectLock",
            "bucket.objectLock",
        ]);
        expect(found[0]?.found).to.equal("GOVERNANCE for 30 days");
        expect(found[1]?.expected).to.match(/^bucket\.versioning\.enabled true/);
    });

    it("want no copy beside it", () => {
        const bucket = {
            versioning: { enabled: true },
            objectLock,
            replication: { region: "us-west-2" },
        };
        expect(pathsOf({ bucket })).to.deep.equal(["bucket.objectLock"]);
    });
});

describe("the rules of a bucket's name", () => {
    const bucket = { namespace: "account-regional" } as const;

    it("leave room for account and Region, with the numbers", () => {
        const fits = "t".repeat(37);
        expect(problemsOf({ bucket })).to.deep.equal([]);
        expect(problemsOf({ bucket, bucketName: fits })).to.deep.equal([]);
        expect(problemsOf({ bucket, bucketName: new Later("?") })).to.deep.equal([]);
        expect(problemsOf({ bucket, bucketName: `${fits}t` })).to.deep.equal([
            {
                path: "bucketName",
                expected: "37 characters or fewer, for -<account>-us-east-2-an takes 26 of 63",
                found: `${fits}t, which has 38`,
                remedy: "Shorten it, or leave it out to have a fitting name made",
            },
        ]);
    });

    it("know the Regions without such names", () => {
        expect(pathsOf({ bucket, region: "me-south-1" })).to.deep.equal(["bucket.namespace"]);
        expect(pathsOf({ bucket, region: "me-central-1" })).to.deep.equal(["bucket.namespace"]);
        expect(pathsOf({ region: "me-south-1" })).to.deep.equal([]);
    });

    it("refuse account and Region in a name, in either namespace", () => {
        const bucketName = "traces-123456789012-us-east-2-an";
        expect(problemsOf({ bucketName })[0]?.remedy).to.contain("bucket.namespace");
        expect(problemsOf({ bucketName, bucket })[0]?.remedy).to.match(/it is added$/);
        expect(pathsOf({ bucketName })).to.deep.equal(["bucketName"]);
    });
});

describe("the rules of where a bucket is used", () => {
    it("refuse a restriction to nothing", () => {
        expect(pathsOf({ bucket: { onlyFrom: {} } })).to.deep.equal(["bucket.onlyFrom"]);
        for (const onlyFrom of [
            { vpcEndpoints: ["vpce-0123456789abcdef0"] },
            { organizations: ["o-a1b2c3d4e5"] },
            { accounts: ["210987654321"] },
        ]) {
            expect(problemsOf({ bucket: { onlyFrom } })).to.deep.equal([]);
        }
    });

    it("refuse a log that would be about itself", () => {
        const bucket = { accessLog: { bucket: "traces" } };
        expect(pathsOf({ bucketName: "traces", bucket })).to.deep.equal([
            "bucket.accessLog.bucket",
        ]);
        expect(problemsOf({ bucketName: "others", bucket })).to.deep.equal([]);
        expect(problemsOf({ bucket })).to.deep.equal([]);
    });
});
