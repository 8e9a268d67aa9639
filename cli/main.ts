/** The entry of the command line: what was asked for, then the exit code. */
import { processIo } from "./io.ts";
import { run } from "./program.ts";

process.exitCode = await run(process.argv.slice(2), processIo());
