import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { loadYaml } from "@kubernetes/client-node";
import { expect } from "chai";

import type { Asker } from "../../../cli/ask.ts";
import { destroyVerb, type DestroyFlags } from "../../../cli/verbs/destroy.ts";
import { initVerb, type InitFlags } from "../../../cli/verbs/init.ts";
import type { Rooms } from "../../../cli/rooms.ts";
import { RunnerError } from "../../../stacks/runner/errors.ts";
import { fakeIo } from "../../support/fake-io.ts";
import { fakeRooms, someDetails } from "../../support/fake-rooms.ts";

const COMMON = { config: [], lockWait: 0, color: false, quiet: true };
const CHECKED: Partial<Rooms> = {
    checkBackend: () => Promise.resolve({ url: "s3://states", user: "ada" }),
    contextsIn: () => Promise.resolve({ current: "kind", names: ["kind", "prod"] }),
};

describe("destroy, where somebody can be asked", () => {
    const flags: DestroyFlags = { ...COMMON, stack: "dev" };

    it("asks, and destroys when the answer is yes", async () => {
        const seen: string[] = [];
        expect(await destroyed(flags, answers([true], seen))).to.deep.equal({
            ended: "ok",
            count: 1,
        });
        expect(seen).to.deep.equal(["Destroy dev with everything in it?"]);
    });

    it("destroys nothing when it is no", async () => {
        expect(await destroyed(flags, answers([false]))).to.deep.equal({
            ended: "interrupted",
            count: 0,
        });
    });

    it("asks for the name of a production stack, and takes no other", async () => {
        const tags = { "tempo-sts:profile": "production" };
        const seen: string[] = [];
        const ask = answers(["dev"], seen);
        expect(await destroyed({ ...flags, yes: true }, ask, tags)).to.deep.equal({
            ended: "ok",
            count: 1,
        });
        expect(seen[0]).to.match(/^dev has the production profile/u);
        expect(await destroyed(flags, answers(["prod"]), tags)).to.deep.equal({
            ended: "bug",
            count: 0,
        });
    });

    async function destroyed(
        given: DestroyFlags,
        ask: Asker,
        tags: Readonly<Record<string, string>> = {},
    ) {
        let count = 0;
        const rooms = fakeRooms({
            showStack: () => Promise.resolve(someDetails({ tags })),
            destroyStack: () => {
                count++;
                return Promise.resolve({ existed: true, changes: {}, repaired: [] });
            },
        });
        const io = fakeIo({ columns: 80, stdin: true });
        return { ended: await destroyVerb(given, io, rooms, ask), count };
    }
});

describe("init", () => {
    let folder: string;
    const file = () => join(folder, "stacks/config/Pulumi.dev.yaml");

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "tempo-sts-init-"));
    });

    afterEach(() => {
        rmSync(folder, { recursive: true });
    });

    it("asks for everything, tests it, writes it down, and says what comes next", async () => {
        const seen: string[] = [];
        const ask = answers(
            [
                "tracing",
                "eu-west-1",
                "s3://",
                "s3://states?region=eu-west-1",
                "awskms://",
                "awskms://alias/k",
                "prod",
            ],
            seen,
        );
        const { ended, stdout } = await init({ stack: "dev" }, ask);
        expect(ended).to.equal("ok");
        expect(seen.map((question) => question.split(":", 1)[0])).to.deep.equal([
            ...["Namespace", "Region", "Backend", "The bucket's URL, with its Region, such as s3"],
            ...["Secrets", "The key's URL, such as awskms", "Context"],
        ]);
        expect(loadYaml(readFileSync(file(), "utf8"))).to.deep.equal({
            secretsprovider: "awskms://alias/k",
            config: {
                "tempo-sts:namespace": "tracing",
                "tempo-sts:region": "eu-west-1",
                "tempo-sts:kubernetes": { context: "prod" },
            },
        });
        expect(stdout).to.contain(
            "tempo-sts up --stack dev --backend 's3://states?region=eu-west-1' --secrets-provider awskms://alias/k",
        );
    });

    it("asks for the stack too where none is named", async () => {
        const ask = answers(["dev", "tracing", "eu-west-1", "here", "default", " "]);
        expect((await init({}, ask)).ended).to.equal("ok");
        expect(loadYaml(readFileSync(file(), "utf8"))).to.deep.equal({
            config: { "tempo-sts:namespace": "tracing", "tempo-sts:region": "eu-west-1" },
        });
    });

    it("asks nothing with --yes, and has a default for everything", async () => {
        const env = { AWS_REGION: "", AWS_DEFAULT_REGION: "eu-north-1" };
        const config = [["traceCheck.traces", "3"] as const];
        const { ended } = await init(
            { stack: "dev", yes: true, config },
            answers([]),
            CHECKED,
            env,
        );
        expect(ended).to.equal("ok");
        expect(loadYaml(readFileSync(file(), "utf8"))).to.deep.equal({
            config: {
                "tempo-sts:namespace": "tempo-dev",
                "tempo-sts:region": "eu-north-1",
                "tempo-sts:traceCheck": { traces: "3" },
            },
        });
    });

    it("overwrites no file without --force", async () => {
        const flags = { stack: "dev", yes: true };
        await init(flags, answers([]));
        const again = await init(flags, answers([]));
        expect(again.ended).to.equal("settings");
        expect(again.stderr).to.contain("expected no file yet");
        const forced = await init({ ...flags, force: true, namespace: "other" }, answers([]));
        expect(forced.ended).to.equal("ok");
        expect(readFileSync(file(), "utf8")).to.contain("namespace: other");
    });

    it("writes nothing when the backend cannot be used, or a setting is wrong", async () => {
        const checkBackend = () => Promise.reject(new RunnerError("no such bucket"));
        const refused = await init({ stack: "dev", yes: true }, answers([]), { checkBackend });
        expect(refused.ended).to.equal("preflight");
        expect(refused.stderr).to.contain("no such bucket");
        const wrong = await init({ stack: "dev", yes: true, namespace: "No!" }, answers([]));
        expect(wrong.ended).to.equal("settings");
        expect(existsSync(file())).to.equal(false);
    });

    it("refuses answers that cannot be right", async () => {
        for (const wrong of [
            ["No!"],
            ["tracing", "moon"],
            ["tracing", "eu-west-1", "s3://", "s3://"],
        ]) {
            const { ended } = await init({ stack: "dev" }, answers(wrong));
            expect(ended, wrong.join()).to.equal("bug");
        }
    });

    async function init(
        flags: Partial<InitFlags>,
        ask: Asker,
        rooms: Partial<Rooms> = {},
        env: Record<string, string> = {},
    ) {
        const io = fakeIo({ columns: 100, stdin: true, folder, env });
        const ended = await initVerb(
            { ...COMMON, ...flags },
            io,
            fakeRooms({ ...CHECKED, ...rooms }),
            ask,
        );
        return { ended, ...io.printed };
    }
});

/** Answers in order; a text that its question refuses is a mistake of the test. */
function answers(given: readonly (string | boolean)[], seen: string[] = []): Asker {
    const rest = [...given];
    const next = (message: string): string | boolean => {
        seen.push(message);
        const answer = rest.shift();
        if (answer === undefined) throw new TypeError(`nobody answers: ${message}`);
        return answer;
    };
    return {
        text: ({ message, check }) => {
            const answer = String(next(message));
            const refusal = check(answer);
            return refusal === undefined
                ? Promise.resolve(answer)
                : Promise.reject(new TypeError(refusal));
        },
        choose: (message, choices) => {
            const answer = String(next(message));
            expect(choices.map(({ value }) => value)).to.include(answer);
            return Promise.resolve(answer);
        },
        confirm: (message) => Promise.resolve(next(message) === true),
    };
}
