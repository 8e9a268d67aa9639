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

    const slips: [string, string, number, string][] = [
        ["abcdef", "abcdef", 0, "the word itself"],
        ["abcdeX", "abcdef", 1, "a changed letter"],
        ["abcde", "abcdef", 1, "a dropped letter"],
        ["abcdefg", "abcdef", 1, "an added letter"],
        ["abcdfe", "abcdef", 1, "two swapped letters"],
        ["bacdfe", "abcdef", 2, "two swapped pairs"],
        ["abXdeX", "abcdef", 2, "two changed letters"],
        ["abcdefgh", "abcdef", 2, "two added letters"],
        ["XXXdef", "abcdef", 3, "too many changed letters"],
        ["cba", "abc", 2, "two letters swapped over a third"],
        ["Za", "aQ", 2, "a letter moved and another changed"],
        ["abc", "ABC", 0, "the word in upper case"],
        ["abc", "abcdef", 3, "half of the word"],
        ["aXb", "ab", 1, "a letter added between"],
    ];
    for (const [typed, known, count, what] of slips) {
        const allowed = Math.max(1, Math.floor(typed.length / 3));
        it(`${count <= allowed ? "takes" : "does not take"} ${what} for a slip`, () => {
            expect(nearest(typed, [known])).to.equal(count <= allowed ? known : undefined);
        });
    }

    it("prefers the word with fewer slips, whichever stands first", () => {
        const words = ["abcdeXYh", "abcdefgX"];
        expect(nearest("abcdefgh", words)).to.equal("abcdefgX");
        expect(nearest("abcdefgh", [...words].reverse())).to.equal("abcdefgX");
    });

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
