import { expect } from "chai";
import fc from "fast-check";

import { nearest } from "../../../components/pure/nearest.ts";

const KEYS = ["namespace", "tempoName", "buildNamespace", "region", "retention"];

describe("the nearest known word", () => {
    const table: [string, string | undefined][] = [
        ["regoin", "region"],
        ["REGION", "region"],
        ["namespaces", "namespace"],
        ["namspace", "namespace"],
        ["tempoNmae", "tempoName"],
        ["buildnamespace", "buildNamespace"],
        ["colour", undefined],
        ["", undefined],
    ];
    for (const [typed, meant] of table) {
        it(`to ${JSON.stringify(typed)} is ${meant ?? "none"}`, () => {
            expect(nearest(typed, KEYS)).to.equal(meant);
        });
    }

    it("is the first of two that are equally near", () => {
        expect(nearest("cat", ["car", "can"])).to.equal("car");
    });

    it("counts two swapped neighbours as one slip", () => {
        expect(nearest("ab", ["ba"])).to.equal("ba");
    });

    it("is itself for every known word", () => {
        fc.assert(
            fc.property(fc.constantFrom(...KEYS), (key) => {
                expect(nearest(key, KEYS)).to.equal(key);
            }),
        );
    });

    it("is always one of the known words, in bounded time", () => {
        fc.assert(
            fc.property(fc.string({ maxLength: 5000 }), (text) => {
                expect([undefined, ...KEYS]).to.include(nearest(text, KEYS));
            }),
        );
    });
});
