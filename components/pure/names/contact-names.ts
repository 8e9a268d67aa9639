// Where people are reached: mail addresses and pages.
import { describeValue, type Problem } from "../problems.ts";

/** What keeps a value from being one mail address. */
export function emailProblems(value: unknown, path: string): Problem[] {
    const legal =
        typeof value === "string" && /^[^\s@<>,;]{1,64}@[^\s@<>,;]+\.[^\s@<>,;.]{2,}$/.test(value);
    const remedy = "Give one address, such as observability@example.com";
    return legal ? [] : [{ path, expected: "a mail address", found: describeValue(value), remedy }];
}

/** What keeps a value from being the address of a page. */
export function httpsUrlProblems(value: unknown, path: string): Problem[] {
    const url = typeof value === "string" && !/[\s\p{C}]/u.test(value) ? URL.parse(value) : null;
    const legal = url?.protocol === "https:" && url.username === "" && url.password === "";
    const remedy = "Begin it with https://, without a user name";
    return legal
        ? []
        : [{ path, expected: "an https address", found: describeValue(value), remedy }];
}
