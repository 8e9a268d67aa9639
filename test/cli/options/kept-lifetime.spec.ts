import { expect } from "chai";

import { run } from "../../../cli/program.ts";
import type { Rooms } from "../../../cli/rooms.ts";
import type { Lifetime } from "../../../components/pure/lifetime/lifetime.ts";
import { RunnerError } from "../../../stacks/runner/errors.ts";
import { fakeIo } from "../../support/fake-io.ts";
import { fakeRooms, someDetails } from "../../support/fake-rooms.ts";
import { passedRun } from "../../support/run-reports.ts";

const BEFORE = { owner: "ada", created: "20260101T000000Z", expires: "20260102T000000Z" };
const there: Partial<Rooms> = {
    showStack: () => Promise.resolve(someDetails({ lifetime: BEFORE })),
};

describe("the lifetime of a stack that is there", () => {
    it("keeps its beginning when it is deployed again, and gets a new end", async () => {
        for (const argv of ["up --stack dev --ttl 1h", "run --stack dev --ttl 1h"]) {
            const lifetime = await seen(argv, there);
            expect(lifetime?.created).to.equal(BEFORE.created);
            expect(lifetime?.expires)
                .to.match(/^20\d{6}T\d{6}Z$/u)
                .and.not.equal(BEFORE.expires);
            expect(lifetime?.owner).to.not.equal("ada");
        }
    });

    it("stays as it is for what only compares", async () => {
        for (const argv of ["preview --stack dev", "run --stack dev --from-phase no-drift"]) {
            expect(await seen(argv, there)).to.deep.equal(BEFORE);
        }
    });

    it("is a new one for a stack that is not there, or tells none", async () => {
        const untold = { showStack: () => Promise.resolve(someDetails()) };
        for (const rooms of [{}, untold]) {
            const lifetime = await seen("preview --stack dev", rooms);
            expect(lifetime?.created)
                .to.match(/^20\d{6}T\d{6}Z$/u)
                .and.not.equal(BEFORE.created);
        }
    });

    it("is not guessed when the stack cannot be read", async () => {
        const showStack = () => Promise.reject(new RunnerError("no answer"));
        expect(await seen("up --stack dev", { showStack })).to.equal(undefined);
    });
});

/** The lifetime that the verb hands on; undefined where it does not get so far. */
async function seen(argv: string, rooms: Partial<Rooms>): Promise<Lifetime | undefined> {
    let lifetime: Lifetime | undefined;
    const changes = { changes: {}, steps: [] };
    await run(
        argv.split(" "),
        fakeIo(),
        fakeRooms({
            ...rooms,
            deployStack: (target) => {
                ({ lifetime } = target);
                return Promise.resolve({
                    ...changes,
                    outputs: {},
                    resources: [],
                    stack: "dev",
                    repaired: [],
                });
            },
            previewStack: (target) => {
                ({ lifetime } = target);
                return Promise.resolve(changes);
            },
            runPhases: ({ target }) => {
                ({ lifetime } = target);
                return Promise.resolve(passedRun());
            },
        }),
    );
    return lifetime;
}
