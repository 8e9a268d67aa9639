/** `npm run bench`: figures as a table on stdout and as JSON in bench/results. It asserts nothing. */
import { mkdir, writeFile } from "node:fs/promises";
import { availableParallelism, totalmem } from "node:os";
import { join } from "node:path";

import { startSandbox } from "../sandbox/sandbox.ts";
import { prepareSandbox } from "../sandbox/setup/prepare.ts";
import { awsHalf } from "./aws-half.ts";
import { cliStart } from "./cli-start.ts";
import { doctor } from "./doctor.ts";
import { toTable, type Section } from "./figure.ts";
import { manyStacks } from "./many-stacks.ts";
import { programStart } from "./program-start.ts";
import { rehearsal } from "./rehearsal.ts";
import { runOverhead } from "./run-overhead.ts";
import { thousandStacks } from "./thousand-stacks.ts";

const sections: Section[] = [];

function report(section: Section): void {
    sections.push(section);
    process.stderr.write(`${toTable([section])}\n`);
}

const onProgress = (message: string): void => {
    process.stderr.write(`${message}\n`);
};
const prepared = await prepareSandbox({ needControlPlane: true, onProgress });
report(await cliStart());
report(await runOverhead());
report(await programStart());
report(await rehearsal("in-process"));
const sandbox = await startSandbox(prepared, onProgress);
try {
    report(await thousandStacks(sandbox));
    report(await awsHalf(sandbox));
    report(await doctor(sandbox));
    report(await manyStacks(sandbox));
} finally {
    await sandbox.stop();
}

const machine = `${availableParallelism()} processors, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;
const results = join(import.meta.dirname, "results");
await mkdir(results, { recursive: true });
const file = join(results, `${new Date().toISOString().replace(/[:.]/g, "-")}.json`);
await writeFile(file, `${JSON.stringify({ machine, sections }, null, 4)}\n`);
process.stdout.write(`${machine}\n\n${toTable(sections)}\n`);
