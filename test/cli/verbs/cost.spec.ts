import { expect } from "chai";

import { run } from "../../../cli/program.ts";
import { fakeIo, type FakeIo } from "../../support/fake-io.ts";
import { fakeRooms, someSettings } from "../../support/fake-rooms.ts";

describe("tempo-sts cost", () => {
    it("prints a line for each thing, the sum, what is assumed, and what it does not know", async () => {
        const { code, io } = await cost(["--spans-per-second", "1000"]);
        expect(code, io.printed.stderr).to.equal(0);
        const [title, ...rest] = io.printed.stdout.split("\n");
        expect(title).to.equal("dev: about 1.03 USD a month in us-east-2");
        expect(rest.join(" ")).to.match(/1000 spans a second of 500 bytes; stored: 0.15 of a byte/);
        // 1000 × 500 × 0.15 × 86400 bytes for two days, in GB.
        expect(rest.join("\n")).to.match(
            /^storage +Standard +12\.1 GB and month +0\.023 \/ GB and month +2025-10-28 +0\.28$/m,
        );
        expect(rest.join(" ")).to.contain("no free tier");
    });

    it("leaves columns out on a narrow terminal, the money never", async () => {
        const { io } = await cost([], { columns: 60, env: { NO_COLOR: "1" } });
        const lines = io.printed.stdout.split("\n");
        expect(Math.max(...lines.map((line) => line.length))).to.be.at.most(60);
        expect(io.printed.stdout).to.contain("USD a month").and.to.not.contain("as of");
    });

    it("takes GiB a day instead of spans", async () => {
        const both = await Promise.all([
            cost(["--gib-per-day", "10", "--json"]),
            cost(["--gib-per-day", "20", "--compression", "0.075", "--json"]),
        ]);
        const [one, other] = both.map(({ io }) => resultOf(io).usdPerMonth);
        expect(one).to.equal(other);
    });

    it("gives a program decimal texts, each price with source and date", async () => {
        const { io } = await cost(["--json"]);
        const { lines, usdPerMonth, facts } = resultOf(io);
        expect(usdPerMonth).to.match(/^\d+\.\d\d$/);
        expect(lines[0]).to.deep.include({ group: "storage", title: "Standard" });
        expect(lines[0]?.price).to.include({ usd: "0.023", asOf: "2025-10-28" });
        expect(facts).to.have.lengthOf.above(8);
    });

    it("adds what a setting adds", async () => {
        const { io } = await cost(["--json"], {}, { bucket: { versioning: { enabled: true } } });
        expect(titlesOf(io)).to.include("old versions, Standard");
        const kmsKeyArn =
            "arn:aws:kms:us-east-2:123456789012:key/00000000-0000-0000-0000-000000000000";
        const withKey = await cost(["--json"], {}, { kmsKeyArn });
        expect(titlesOf(withKey.io)).to.include("KMS requests, with the bucket key");
        const throughNat = await cost(["--json", "--nat-gateway"]);
        expect(titlesOf(throughNat.io)).to.include("NAT gateway, both ways");
    });

    for (const [words, message] of [
        [["--spans-per-second", "many"], "a number from 0"],
        [["--compression", "1.5"], "up to 1"],
        [["--compression", "0"], "above 0"],
        [["--ingesters", "-1"], "whole number"],
        [["--gib-per-day", "1", "--spans-per-second", "1"], "cannot be used with"],
    ] as const) {
        it(`refuses ${words.join(" ")}`, async () => {
            const { code, io } = await cost([...words]);
            expect(code).to.equal(2);
            expect(io.printed.stderr).to.contain(message);
        });
    }
});

interface Result {
    readonly usdPerMonth: string;
    readonly lines: { group: string; title: string; price: Record<string, unknown> }[];
    readonly facts: object[];
}

function titlesOf(io: FakeIo): string[] {
    return resultOf(io).lines.map(({ title }) => title);
}

function resultOf(io: FakeIo): Result {
    return JSON.parse(io.printed.stdout) as Result;
}

async function cost(
    words: readonly string[],
    options: Parameters<typeof fakeIo>[0] = {},
    settings: Readonly<Record<string, unknown>> = {},
): Promise<{ readonly code: number; readonly io: FakeIo }> {
    const io = fakeIo(options);
    const rooms = fakeRooms({ readSettings: () => Promise.resolve(someSettings(settings)) });
    return { code: await run(["cost", "--stack", "dev", ...words], io, rooms), io };
}
