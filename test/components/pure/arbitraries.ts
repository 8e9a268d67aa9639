// What fast-check makes for the specs of the pure room: Kubernetes names, and values of every kind.
import fc from "fast-check";

/** Any legal DNS label of 1 to 63 characters, with many hyphens and few letters so that pairs are often alike. */
export const dnsLabel: fc.Arbitrary<string> = fc.oneof(
    labelOf("ab-", 8),
    labelOf("ab-", 63),
    labelOf("0123456789abcdefghijklmnopqrstuvwxyz-", 63),
    fc
        .array(
            fc.constantFrom(
                "ci",
                "op",
                "ln",
                "ci-op",
                "a",
                "an",
                "s3alias",
                "deadbeef",
                "01234567",
            ),
            {
                minLength: 1,
                maxLength: 8,
            },
        )
        .map((words) => words.join("-").slice(0, 63).replace(/-+$/, "")),
);

/** Any value that a mistaken caller may give, those that JSON does not know included. */
export const anyValue: fc.Arbitrary<unknown> = fc.oneof(
    fc.jsonValue(),
    fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }),
    fc.string({ unit: "binary" }),
);

/** Any time of the years 0 to 9999. */
export const anyTime: fc.Arbitrary<Date> = fc.date({
    min: new Date("0000-01-01T00:00:00Z"),
    max: new Date("9999-12-31T23:59:59Z"),
    noInvalidDate: true,
});

function labelOf(alphabet: string, longest: number): fc.Arbitrary<string> {
    return fc
        .string({
            unit: fc.constantFrom(...Array.from(alphabet)),
            minLength: 1,
            maxLength: longest,
        })
        .filter((text) => /^[a-z0-9]/.test(text) && /[a-z0-9]$/.test(text));
}
