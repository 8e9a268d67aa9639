import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { failureOf } from "../../provider-objects/driver.ts";
import { FakePulumiProvider, Thing } from "../fake-provider.ts";
import { engineFor } from "../fixture.ts";

class Other extends pulumi.CustomResource {
    constructor(name: string) {
        super("other:index:Thing", name, {});
    }
}

/** A component that its package's plugin makes. */
class Far extends pulumi.ComponentResource {
    constructor(name: string) {
        super("fake:index:Far", name, {}, {}, true);
    }
}

describe("what the in-process engine refuses", () => {
    const refused: [what: string, program: () => unknown, reason: RegExp][] = [
        [
            "two resources of one URN",
            () => [new Thing("a"), new Thing("a")],
            /"a": Duplicate resource URN 'urn:pulumi:rehearsal::tempo-sts::fake:index:Thing::a'/,
        ],
        [
            "inputs that the provider refuses",
            () => new Thing("a", { invalid: 1 }),
            /"a": resource 'a' has a problem: it is invalid/,
        ],
        [
            "arguments that a provider refuses",
            () => new FakePulumiProvider("p", { bad: 1 }),
            /"p": the fake provider refuses its argument `bad`: it is bad/,
        ],
        ["a package that it has no provider for", () => new Other("o"), /no provider for other/],
        [
            "an import",
            () => new Thing("a", {}, { import: "x" }),
            /does not support the resource option import/,
        ],
        [
            "components that a plugin makes",
            () => new Far("f"),
            /does not support components that a plugin makes/,
        ],
        [
            "transforms",
            () => new Thing("a", {}, { transforms: [() => undefined] }),
            /does not support transforms/,
        ],
    ];
    for (const [what, program, reason] of refused) {
        it(`fails for ${what}`, async () => {
            const { up } = engineFor(() => {
                program();
                return {};
            });
            expect((await failureOf(up())).message).to.match(reason);
        });
    }
});
