import { expect } from "chai";

import { parseJsonPath } from "../../../sandbox/provider-objects/json-path/parse.ts";
import { select } from "../../../sandbox/provider-objects/json-path/select.ts";

const STORE = {
    book: [
        { category: "reference", title: "Sayings", price: 8.95 },
        { category: "fiction", title: "Sword", price: 12.99 },
        { category: "fiction", title: "Moby Dick", isbn: "0-553", price: 8.99 },
        { category: "fiction", title: "The Lord", isbn: "0-395", price: 22.99 },
    ],
    bicycle: { colour: "red", price: 399 },
};
const LIST = ["a", "b", "c", "d", "e", "f", "g"];
const STATUS = {
    conditions: [
        { type: "Pending", status: "False" },
        { type: "Ready", status: "True", message: 'it\'s "up"' },
    ],
    phase: null,
    'odd "name"': 1,
    "b.c/d": 2,
};

describe("JSONPath (RFC 9535)", () => {
    const cases: [path: string, root: unknown, expected: unknown[]][] = [
        ["$", 1, [1]],
        ["$.book[*].title", STORE, ["Sayings", "Sword", "Moby Dick", "The Lord"]],
        [".bicycle.colour", STORE, ["red"]],
        ["$..price", STORE, [8.95, 12.99, 8.99, 22.99, 399]],
        ["$..book[2].title", STORE, ["Moby Dick"]],
        ["$.book[-1].title", STORE, ["The Lord"]],
        ["$.book[0,1].title", STORE, ["Sayings", "Sword"]],
        ["$.book[:2].title", STORE, ["Sayings", "Sword"]],
        ["$.book[?@.isbn].title", STORE, ["Moby Dick", "The Lord"]],
        ["$.book[?@.price<10].title", STORE, ["Sayings", "Moby Dick"]],
        ["$.book[?(@.price>=12.99 && @.isbn)].title", STORE, ["The Lord"]],
        ["$.book[?!@.isbn].title", STORE, ["Sayings", "Sword"]],
        ["$.book[?@.price==$.book[0].price].title", STORE, ["Sayings"]],
        ["$.book[?match(@.title, 'S.*')].title", STORE, ["Sayings", "Sword"]],
        ["$.book[?search(@.title, 'o')].title", STORE, ["Sword", "Moby Dick", "The Lord"]],
        ["$.book[?length(@.title)==5].title", STORE, ["Sword"]],
        ["$[?count(@[*])==4].length", STORE, []],
        ["$[?count(@[*])==4][0].title", STORE, ["Sayings"]],
        ["$[1:3]", LIST, ["b", "c"]],
        ["$[5:]", LIST, ["f", "g"]],
        ["$[1:5:2]", LIST, ["b", "d"]],
        ["$[5:1:-2]", LIST, ["f", "d"]],
        ["$[::-1]", LIST, [...LIST].reverse()],
        ["$[9]", LIST, []],
        ["$[-9]", LIST, []],
        ["$.phase", STATUS, [null]],
        ["$['odd \"name\"']", STATUS, [1]],
        ['$["odd \\"name\\""]', STATUS, [1]],
        ["$['b.c/d']", STATUS, [2]],
        [".conditions[?(@.type=='Ready' || @.type=='Failed')].status", STATUS, ["True"]],
        [".conditions[?@.type=='Ready'].message", STATUS, ['it\'s "up"']],
        [".conditions[?@.missing==@.absent].type", STATUS, ["Pending", "Ready"]],
        [".conditions[?@.type<1].type", STATUS, []],
        ["$.missing[0].deeper", STATUS, []],
        ["$..*", { a: [{ b: 1 }] }, [[{ b: 1 }], { b: 1 }, 1]],
        ["$['\\u0061']", { a: 1 }, [1]],
    ];
    for (const [path, root, expected] of cases) {
        it(`selects with ${path}`, () => {
            expect(select(parseJsonPath(path), root)).to.deep.equal(expected);
        });
    }

    const refused: [path: string, expectation: RegExp][] = [
        ["$.", /a member name or `\*` at position 2.*got the end/],
        ["$.a.1", /a member name or `\*` at position 4/],
        ["$[", /a name in quotes, an index/],
        ["$['a'", /`]` at position 5.*got the end/],
        ["$['a", /the closing '/],
        ["$[01]", /`]` at position 3/],
        ["$.a b", /a step.*or the end/],
        ["$[?@.a=1]", /`]`/],
        ["$[?1]", /one of == != <= >= < >/],
        ["$[?foo(@)]", /a query, a text, a number/],
        ["$[?(@.a]", /`\)`/],
        ["$['\\u00zz']", /four hexadecimal digits/],
    ];
    for (const [path, expectation] of refused) {
        it(`refuses ${path}, naming the place`, () => {
            expect(() => parseJsonPath(path)).to.throw(expectation);
        });
    }
});
