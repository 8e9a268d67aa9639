import { expect } from "chai";

import { EXIT_CODES } from "../../cli/exit-codes.ts";
import { Interruption } from "../../cli/interruption.ts";
import { fakeIo } from "../support/fake-io.ts";

describe("an interruption", () => {
    it("asks to stop the first time, and says so", () => {
        const io = fakeIo();
        const interruption = new Interruption(io);
        io.send("SIGINT");
        expect(interruption.signal.aborted).to.equal(true);
        expect(io.printed.stderr).to.contain("SIGINT");
        expect(io.exits).to.deep.equal([]);
    });

    it("is one, when npm passes on what the terminal has sent too", () => {
        const io = fakeIo();
        new Interruption(io);
        io.send("SIGINT");
        io.send("SIGINT");
        expect(io.exits).to.deep.equal([]);
    });

    it("leaves at once the second time", () => {
        const io = fakeIo();
        let now = 5000;
        const interruption = new Interruption(io, () => now);
        io.send("SIGTERM");
        now += 1500;
        io.send("SIGTERM");
        expect(interruption.signal.aborted).to.equal(true);
        expect(io.exits).to.deep.equal([EXIT_CODES.interrupted]);
    });

    it("ends a wait without asking to stop, and asks to stop after that", async () => {
        const io = fakeIo();
        let now = 5000;
        const interruption = new Interruption(io, () => now);
        const waited = interruption.wait();
        io.send("SIGINT");
        await waited;
        expect(interruption.signal.aborted).to.equal(false);
        now += 1500;
        io.send("SIGINT");
        expect(interruption.signal.aborted).to.equal(true);
        await interruption.wait();
    });

    it("listens no longer when it is closed", () => {
        const io = fakeIo();
        new Interruption(io).close();
        expect(io.listening()).to.equal(0);
    });
});
