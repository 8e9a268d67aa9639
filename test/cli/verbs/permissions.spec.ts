import { expect } from "chai";

import { run } from "../../../cli/program.ts";
import type { Rooms } from "../../../cli/rooms.ts";
import { fakeIo, type FakeIo } from "../../support/fake-io.ts";
import { fakeRooms, someSettings } from "../../support/fake-rooms.ts";

interface Printed {
    readonly code: number;
    readonly io: FakeIo;
}

const ACCOUNT = ["--account", "123456789012"];

describe("tempo-sts permissions", () => {
    it("prints one policy, which IAM can be given as it is, and says the rest on stderr", async () => {
        const { code, io } = await permissions(ACCOUNT);
        expect(code, io.printed.stderr).to.equal(0);
        const policy = JSON.parse(io.printed.stdout) as { Version: string; Statement: object[] };
        expect(policy.Version).to.equal("2012-10-17");
        expect(io.printed.stdout).to.contain("arn:aws:s3:::tracing-tracing-cioptmstack");
        expect(io.printed.stderr)
            .to.match(/no `identity.permissionsBoundary` is set/)
            .and.to.match(/issuer is not in the settings/);
    });

    it("asks AWS for the account where nobody says it", async () => {
        const { io } = await permissions([], {
            callerAccount: () => Promise.resolve("210987654321"),
        });
        expect(io.printed.stdout).to.contain("arn:aws:iam::210987654321:role/");
        expect(io.printed.stderr).to.not.contain("account is not known");
    });

    it("does without credentials, with a word that IAM refuses", async () => {
        const { code, io } = await permissions([], {
            callerAccount: () => Promise.reject(new Error("no credentials")),
        });
        expect(code).to.equal(0);
        expect(io.printed.stdout).to.contain("arn:aws:iam::ACCOUNT_ID:role/");
        expect(io.printed.stderr).to.contain("ACCOUNT_ID stands for it");
    });

    it("is about the verbs that are named", async () => {
        const { io } = await permissions([...ACCOUNT, "--for", "preview"]);
        expect(io.printed.stdout).to.contain("s3:GetBucketPolicy").and.to.not.contain("s3:Put");
        const both = await permissions([...ACCOUNT, "--for", "preview,up", "--for", "destroy"]);
        expect(both.io.printed.stdout)
            .to.contain("s3:PutBucketPolicy")
            .and.to.contain("s3:DeleteBucket");
    });

    it("parts what is too large, and prints one part", async () => {
        const rooms = { readSettings: () => Promise.resolve(largeSettings()) };
        const { io } = await permissions(ACCOUNT, rooms);
        const all = JSON.parse(io.printed.stdout) as object[];
        expect(all).to.have.lengthOf(2);
        expect(io.printed.stderr).to.contain("2 policies");
        const part = await permissions([...ACCOUNT, "--part", "2"], rooms);
        expect(JSON.parse(part.io.printed.stdout)).to.deep.equal(all[1]);
        expect(part.io.printed.stderr).to.not.contain("2 policies");
        const none = await permissions([...ACCOUNT, "--part", "3"], rooms);
        expect(none.code).to.equal(2);
        expect(none.io.printed.stderr).to.contain("from 1 to 2, got 3");
    });

    it("gives a program the policies with their size, and each right with its reasons", async () => {
        const { io } = await permissions([...ACCOUNT, "--json"]);
        const result = JSON.parse(io.printed.stdout) as {
            account: string;
            verbs: string[];
            policies: { characters: number; document: object }[];
            rights: { action: string; reasons: { proven: boolean; source: string }[] }[];
        };
        expect(result.account).to.equal("123456789012");
        expect(result.verbs).to.have.lengthOf(6);
        expect(result.policies[0]?.characters).to.be.within(1000, 6144);
        const acl = result.rights.find(({ action }) => action === "s3:GetBucketAcl");
        expect(acl?.reasons[0]).to.deep.include({ proven: false });
        expect(acl?.reasons[0]?.source).to.contain("terraform-provider-aws");
    });

    it("knows the state's bucket and key from the backend and what encrypts secrets", async () => {
        const state = ["--backend", "s3://state/team?region=us-east-1"];
        const { io } = await permissions([
            ...ACCOUNT,
            ...state,
            ...["--secrets-provider", "awskms://alias/pulumi?region=us-east-1"],
        ]);
        expect(io.printed.stdout)
            .to.contain("arn:aws:s3:::state/team/*")
            .and.to.contain("arn:aws:kms:us-east-1:123456789012:key/*")
            .and.to.contain("alias/pulumi");
    });

    it("prints the ClusterRole instead, without asking AWS", async () => {
        const { code, io } = await permissions(["--cluster"]);
        expect(code).to.equal(0);
        const role = JSON.parse(io.printed.stdout) as { kind: string; rules: object[] };
        expect(role.kind).to.equal("ClusterRole");
        expect(role.rules).to.have.lengthOf.above(10);
    });

    for (const [words, message] of [
        [["--for", "dance"], "verbs of up, preview"],
        [["--account", "12"], "12 digits"],
        [["--names", "*"], "then * for what differs"],
        [["--part", "0"], "whole number from 1"],
        [["--cluster", "--part", "1"], "cannot be used with"],
    ] as const) {
        it(`refuses ${words.join(" ")}`, async () => {
            const { code, io } = await permissions([...words]);
            expect(code).to.equal(2);
            expect(io.printed.stderr).to.contain(message);
        });
    }
});

async function permissions(
    words: readonly string[],
    rooms: Partial<Rooms> = {},
    io = fakeIo(),
): Promise<Printed> {
    const argv = ["permissions", "--stack", "dev", ...words];
    return { code: await run(argv, io, fakeRooms(rooms)), io };
}

function largeSettings() {
    return someSettings({
        bucket: { versioning: { enabled: true }, replication: { region: "us-west-2" } },
        audit: { trail: "stack" },
        watch: { alarms: "metric-filters" },
    });
}
