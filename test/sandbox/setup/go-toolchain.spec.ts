import { join } from "node:path";

import { expect } from "chai";

import { findGo } from "../../../sandbox/setup/go-toolchain.ts";
import { rejection, scratchFolder, shellScript } from "./scratch.ts";

describe("the Go on this computer", () => {
    const scratch = scratchFolder();
    const go = (name: string, version: string) =>
        shellScript(join(scratch(), name), `echo "${version}"`);

    const fit = [
        { version: "go1.26.0", newer: false },
        { version: "go1.26.8", newer: false },
        { version: "go1.27rc1", newer: false },
        { version: "devel go1.30-abcdef Mon", newer: false },
        { version: "go2.0.0", newer: false },
        { version: "go1.25.9", newer: true },
        { version: "go1.21.0", newer: true },
    ];
    for (const { version, newer } of fit) {
        it(`is taken when it is ${version}${newer ? ", and fetches a newer one" : ""}`, async () => {
            const found = await findGo("1.26.0", [await go("go", version)]);
            expect(found.fetchesNewer).to.equal(newer);
        });
    }

    it("is the next one when the first is too old or leads nowhere", async () => {
        const candidates = [
            "no-such-go",
            await shellScript(join(scratch(), "shim"), "echo broken >&2; exit 127"),
            await go("old", "go1.9.2"),
            await go("new", "go1.26.1"),
        ];
        expect((await findGo("1.26.0", candidates)).command).to.equal(join(scratch(), "new"));
    });

    it("fails with what is there instead", async () => {
        const old = await go("go", "go1.20.14");
        expect((await rejection(findGo("1.26.0", [old]))).message).to.contain(`${old} is 1.20.14`);
        expect((await rejection(findGo("1.26.0", ["no-such-go"]))).message).to.contain(
            "none on PATH",
        );
    });
});
