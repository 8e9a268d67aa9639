/** Stands for Pulumi's CLI: writes down how it is called, and answers as it is told. No engine is behind it. */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { FakeAnswer } from "./fake-cli.ts";

const folder = process.env["FAKE_PULUMI"] ?? "";
const argv = process.argv.slice(2).filter((arg) => arg !== "--non-interactive");
const call = nameOf(argv);

const DEFAULTS: Readonly<Record<string, string | undefined>> = {
    version: "v3.205.0",
    "stack output": "{}",
    "stack history": JSON.stringify([{ kind: "update", result: "succeeded", resourceChanges: {} }]),
    "stack export": JSON.stringify({ version: 3, deployment: {} }),
    "stack tag ls": "{}",
    config: "{}",
    whoami: JSON.stringify({ user: "somebody", url: process.env["PULUMI_BACKEND_URL"] }),
};

if (call !== "version") {
    const { PULUMI_BACKEND_URL, PULUMI_STACK, PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER } =
        process.env;
    const env = { PULUMI_BACKEND_URL, PULUMI_STACK, PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER };
    const line = JSON.stringify({ call, argv, cwd: process.cwd(), env });
    appendFileSync(join(folder, "calls"), `${line}\n`);
}
const answer = nextAnswer(call);
const log = argv[argv.indexOf("--event-log") + 1] ?? "";
for (const event of answer.events ?? []) {
    appendFileSync(log, `${JSON.stringify({ sequence: 1, timestamp: 1, ...event })}\n`);
}
// As the CLI, which ends in good order on the first one.
for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
        appendFileSync(join(folder, "signals"), `${signal}\n`);
        process.exit(255);
    });
}
if (answer.forever === true) {
    writeFileSync(join(folder, "waiting"), "");
    setInterval(() => undefined, 1000);
} else {
    // The SDK looks into the file of events every now and then.
    setTimeout(end, answer.events === undefined ? 0 : 250);
}

function end(): void {
    process.stderr.write(answer.stderr ?? "");
    process.stdout.write(answer.stdout ?? DEFAULTS[call] ?? "");
    process.exitCode = answer.code ?? 0;
}

/** The first of the answers that are left for this call. */
function nextAnswer(name: string): FakeAnswer {
    const file = join(folder, `answers ${name}`);
    if (!existsSync(file)) return {};
    const [first, ...rest] = JSON.parse(readFileSync(file, "utf8")) as FakeAnswer[];
    writeFileSync(file, JSON.stringify(rest));
    return first ?? {};
}

/** `up`, `stack init`, `stack tag set` … */
function nameOf(args: readonly string[]): string {
    const isWord = (arg: string, index: number): boolean =>
        !arg.startsWith("-") && args[index - 1]?.startsWith("--") !== true;
    const [verb = "", noun, more] = args.filter(isWord);
    if (verb === "config") return noun === undefined ? verb : `${verb} ${noun}`;
    const words = verb !== "stack" ? [verb] : noun === "tag" ? [verb, noun, more] : [verb, noun];
    return words.filter((word) => word !== undefined).join(" ");
}
