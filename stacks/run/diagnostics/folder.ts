// The folder of the diagnostics: everything that is written to it is redacted, and has a bounded size.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { redact } from "../../../components/pure/redact.ts";
import { redactDeep } from "../secrets.ts";

/** Characters of one file, and of all together. */
const LONGEST_FILE = 2_000_000;
const LONGEST_IN_ALL = 20_000_000;

/** Writes into one folder. */
export class DiagnosticsFolder {
    private readonly path: string;
    private readonly secrets: readonly string[];
    private readonly problems: string[] = [];
    private left = LONGEST_IN_ALL;

    constructor(path: string, secrets: readonly string[]) {
        this.path = path;
        this.secrets = secrets;
    }

    /** Writes a file; of a text that is too long its end, which is the newest. */
    async write(name: string, text: string): Promise<void> {
        // First redacted, then cut: half a secret would not be known for one.
        const whole = redact(text, this.secrets);
        const size = Math.min(LONGEST_FILE, this.left);
        const kept = whole.length <= size ? whole : whole.slice(whole.length - size);
        if (kept.length < whole.length) {
            this.problem(
                name,
                `only its last ${kept.length} of ${whole.length} characters are kept`,
            );
        }
        this.left -= kept.length;
        const file = join(this.path, name);
        await mkdir(dirname(file), { recursive: true, mode: 0o700 });
        await writeFile(file, kept.endsWith("\n") ? kept : `${kept}\n`, { mode: 0o600 });
    }

    /** Writes a value. */
    async writeJson(name: string, value: unknown): Promise<void> {
        const redacted = redactDeep(value, this.secrets);
        await this.write(name, JSON.stringify(redacted, null, 2));
    }

    /** Remembers why something is not there. */
    problem(name: string, why: string): void {
        this.problems.push(`${name}: ${why}`);
    }

    /** Writes what is missing, where something is. */
    async writeProblems(): Promise<void> {
        if (this.problems.length > 0) await this.write("problems.txt", this.problems.join("\n"));
    }
}
