/** Command lines with what they must come to: how they end, their one object, their text, their events. */
import { expect } from "chai";

import { EXIT_CODES, type ExitClass } from "../../cli/exit-codes.ts";
import { run } from "../../cli/program.ts";
import type { Rooms } from "../../cli/rooms.ts";
import { fakeIo } from "./fake-io.ts";
import { fakeRooms } from "./fake-rooms.ts";

/** One command line. */
export interface Case {
    readonly argv: string;
    readonly rooms?: Partial<Rooms>;
    readonly ended: ExitClass;
    /** In the one object, beside what every one has. */
    readonly data?: object;
    /** Of the error's message. */
    readonly error?: RegExp;
    readonly text?: RegExp;
}

/** A command line that fails because a room does. */
export function failing(argv: string, room: keyof Rooms, reason: Error, ended: ExitClass): Case {
    return {
        argv,
        rooms: { [room]: () => Promise.reject(reason) },
        ended,
        error: new RegExp(reason.message.split("\n", 1)[0]?.replace(/[.()]/gu, "\\$&") ?? "", "u"),
    };
}

/** Checks each in the three ways in which it can tell. */
export function checkCommandLines(cases: readonly Case[]): void {
    for (const { argv, rooms, ended, data, error, text } of cases) {
        it(`ends with ${ended}: tempo-sts ${argv}`, async () => {
            const io = fakeIo();
            const code = await run(argv.split(" "), io, fakeRooms(rooms));
            expect(code, io.printed.stderr).to.equal(EXIT_CODES[ended]);
            if (text !== undefined) expect(io.printed.stdout).to.match(text);
            const said = flat(io.printed.stderr + io.printed.stdout);
            if (error !== undefined) expect(said).to.match(loose(error));
            if (ended !== "bug") expect(io.printed.stderr).to.not.match(/\n\s+at /u);
            expect(io.printed.stdout + io.printed.stderr).to.not.contain("\u001b");
            expect(io.listening()).to.equal(0);
        });

        it(`prints one object with --json: tempo-sts ${argv}`, async () => {
            const io = fakeIo();
            await run([...argv.split(" "), "--json"], io, fakeRooms(rooms));
            const lines = io.printed.stdout.split("\n");
            expect(lines).to.have.length(2);
            const result = JSON.parse(lines[0] ?? "") as Record<string, unknown>;
            expect(result).to.deep.include({
                schema: "tempo-sts/result/v1",
                verb: argv.split(" ")[0],
                ok: ended === "ok",
                exitCode: EXIT_CODES[ended],
                ...data,
            });
            const failure = result["error"] as { class: string; message: string } | undefined;
            expect(failure?.class).to.equal(ended === "ok" ? undefined : ended);
            if (error !== undefined) expect(failure?.message).to.match(error);
        });

        it(`tells nothing but events with ndjson: tempo-sts ${argv}`, async () => {
            const io = fakeIo();
            await run([...argv.split(" "), "--log-format", "ndjson"], io, fakeRooms(rooms));
            const events = io.printed.stderr.split("\n").filter((line) => line !== "");
            for (const line of events) {
                const event = JSON.parse(line) as Record<string, unknown>;
                expect(event).to.include({
                    schema: "tempo-sts/event/v1",
                    verb: argv.split(" ")[0],
                });
            }
            if (ended !== "ok") expect(events).to.not.deep.equal([]);
        });
    }
}

/** Wherever a line was broken. */
function flat(text: string): string {
    return text.replace(/\s+/gu, " ");
}

/** What begins and ends a message does not begin and end what is printed. */
function loose(pattern: RegExp): RegExp {
    return new RegExp(pattern.source.replace(/^\^|\$$/gu, ""), "u");
}
