import { expect } from "chai";

import { Later } from "../../../../components/pure/fields/later.ts";
import type { TransitionOptions } from "../../../../components/pure/options/bucket.ts";
import { pathsOf, problemsOf } from "./features-fixture.ts";

function moves(...transitions: TransitionOptions[]): { lifecycle: object } {
    return { lifecycle: { transitions } };
}

describe("the rules of a bucket's lifecycle", () => {
    const retention = "8760h";

    it("accept what S3 takes and Tempo bears", () => {
        const transitions: TransitionOptions[] = [
            { storageClass: "STANDARD_IA", days: 30 },
            { storageClass: "INTELLIGENT_TIERING", days: 60 },
            { storageClass: "GLACIER_IR", days: 61 },
        ];
        const lifecycle = { transitions, expireDays: 365 };
        expect(problemsOf({ retention, bucket: { lifecycle } })).to.deep.equal([]);
        expect(problemsOf({ bucket: { lifecycle: { expireDays: 2 } } })).to.deep.equal([]);
        const now = moves({ storageClass: "INTELLIGENT_TIERING", days: 0 });
        expect(problemsOf({ bucket: now })).to.deep.equal([]);
        expect(
            problemsOf({ retention: new Later("48h"), bucket: { lifecycle } }),
            "a retention that comes later",
        ).to.deep.equal([]);
    });

    it("refuse to delete before Tempo does, with the numbers", () => {
        expect(
            problemsOf({ retention: "169h", bucket: { lifecycle: { expireDays: 7 } } }),
        ).to.deep.equal([
            {
                path: "bucket.lifecycle.expireDays",
                expected: "8 or more, for Tempo keeps traces for 169h",
                found: "7",
                remedy: "Raise it to 8, or lower retention to 168h",
            },
        ]);
    });

    it("know what the operator keeps where nothing is said", () => {
        const [only] = problemsOf({ bucket: { lifecycle: { expireDays: 1 } } });
        expect(only?.expected).to.equal(
            "2 or more, for Tempo keeps traces for 48h (the operator's default, for retention is not set)",
        );
    });

    for (const storageClass of ["STANDARD_IA", "ONEZONE_IA"] as const) {
        it(`refuse to move to ${storageClass} before thirty days`, () => {
            const [only, ...others] = problemsOf({
                retention,
                bucket: moves({ storageClass, days: 29 }),
            });
            expect(only).to.include({
                path: "bucket.lifecycle.transitions.0.days",
                expected: `30 or more: S3 moves nothing to ${storageClass} before`,
                found: "29",
            });
            expect(others).to.deep.equal([]);
        });
    }

    it("let the other classes be moved to at once", () => {
        for (const storageClass of ["GLACIER_IR", "INTELLIGENT_TIERING"] as const) {
            expect(problemsOf({ bucket: moves({ storageClass, days: 0 }) })).to.deep.equal([]);
        }
    });

    it("refuse moves that do not follow each other", () => {
        const bucket = moves(
            { storageClass: "INTELLIGENT_TIERING", days: 40 },
            { storageClass: "GLACIER_IR", days: 40 },
        );
        const [only, ...others] = problemsOf({ retention, bucket });
        expect(only).to.include({
            path: "bucket.lifecycle.transitions.1.days",
            expected: "41 or more: later than the move to INTELLIGENT_TIERING at 40",
            found: "40",
        });
        expect(others).to.deep.equal([]);
    });

    it("refuse to move on from STANDARD_IA within thirty days", () => {
        const bucket = moves(
            { storageClass: "STANDARD_IA", days: 30 },
            { storageClass: "ONEZONE_IA", days: 59 },
        );
        expect(problemsOf({ retention, bucket })[0]?.expected).to.equal(
            "60 or more: 30 days after the move to STANDARD_IA at 30",
        );
    });

    it("refuse moves that S3 does not make", () => {
        const back = moves(
            { storageClass: "INTELLIGENT_TIERING", days: 0 },
            { storageClass: "STANDARD_IA", days: 30 },
        );
        expect(problemsOf({ retention, bucket: back })[0]).to.include({
            path: "bucket.lifecycle.transitions.1.storageClass",
            expected: "ONEZONE_IA or GLACIER_IR after INTELLIGENT_TIERING",
            found: "STANDARD_IA",
        });
        const end = moves(
            { storageClass: "GLACIER_IR", days: 0 },
            { storageClass: "ONEZONE_IA", days: 30 },
        );
        expect(problemsOf({ retention, bucket: end })[0]?.expected).to.match(
            /^no move after the one to GLACIER_IR/,
        );
        const twice = moves(
            { storageClass: "STANDARD_IA", days: 30 },
            { storageClass: "STANDARD_IA", days: 90 },
        );
        expect(pathsOf({ retention, bucket: twice })).to.deep.equal([
            "bucket.lifecycle.transitions.1.storageClass",
        ]);
    });

    it("refuse to move what S3 has deleted by then", () => {
        const transitions = [{ storageClass: "GLACIER_IR", days: 300 }] as const;
        const bucket = { lifecycle: { transitions, expireDays: 300 } };
        const [only] = problemsOf({ retention: "24h", bucket });
        expect(only).to.include({
            path: "bucket.lifecycle.transitions.0.days",
            expected: "fewer than 300, for bucket.lifecycle.expireDays deletes then",
        });
    });

    it("say that a move can never happen, because Tempo deletes earlier", () => {
        const bucket = moves({ storageClass: "STANDARD_IA", days: 30 });
        expect(problemsOf({ retention: "720h", bucket })).to.deep.equal([
            {
                path: "bucket.lifecycle.transitions.0.days",
                expected: "a move that can happen: Tempo deletes after 720h",
                found: "30 days, when nothing is left to move to STANDARD_IA",
                remedy: "Set retention to more than 720h, or leave the move out",
            },
        ]);
        expect(problemsOf({ retention: "720h0m1s", bucket })).to.deep.equal([]);
    });
});

describe("the rules of a bucket's archives", () => {
    const tiering = { transitions: [{ storageClass: "INTELLIGENT_TIERING", days: 0 }] } as const;
    const retention = "8760h";

    it("accept tiers that hold something in time", () => {
        const archive = { archiveDays: 90, deepArchiveDays: 180 };
        const bucket = { lifecycle: tiering, archive };
        expect(problemsOf({ retention, bucket })).to.deep.equal([]);
        expect(problemsOf({ retention: new Later("1h"), bucket })).to.deep.equal([]);
    });

    it("refuse one without tiers, and without anything in Intelligent-Tiering", () => {
        const found = problemsOf({ retention, bucket: { archive: {} } });
        expect(found.map(({ expected }) => expected)).to.deep.equal([
            "archiveDays or deepArchiveDays",
            "a move to INTELLIGENT_TIERING in bucket.lifecycle.transitions",
        ]);
    });

    it("refuse a deep tier that is not the later one", () => {
        const bucket = {
            lifecycle: tiering,
            archive: { archiveDays: 180, deepArchiveDays: 180 },
        };
        expect(pathsOf({ retention, bucket })).to.deep.equal(["bucket.archive.deepArchiveDays"]);
    });

    it("say that a tier never holds anything, because Tempo deletes earlier", () => {
        const lifecycle = {
            transitions: [{ storageClass: "INTELLIGENT_TIERING", days: 10 }],
        } as const;
        const bucket = { lifecycle, archive: { archiveDays: 90, deepArchiveDays: 180 } };
        expect(problemsOf({ retention: "2400h1s", bucket })).to.deep.equal([
            {
                path: "bucket.archive.deepArchiveDays",
                expected: "a time that comes: Tempo deletes after 2400h1s",
                found: "180 days without access, at the earliest 190 days after the object was written",
                remedy: "Set retention to more than 4560h, or leave it out",
            },
        ]);
        expect(pathsOf({ retention: "2400h", bucket })).to.include("bucket.archive.archiveDays");
    });
});
