/** What an error means: whose it is, which exit code it gives, and what is said of it. The one place for it. */
import type { Problem } from "../components/pure/problems.ts";
import { describeError } from "../sandbox/rehearsal/errors.ts";
import { RunnerError } from "../stacks/runner/errors.ts";
import { EXIT_CODES, type ExitClass } from "./exit-codes.ts";
import type { Io } from "./io.ts";
import { cleanerFor } from "./output/clean.ts";

/** A mistake that the person at the keyboard can mend: printed without a stack trace. */
export class UserError extends Error {
    override readonly name = "UserError";
    /** Which exit code it gives. */
    readonly class: ExitClass;
    readonly problems: readonly Problem[] | undefined;

    constructor(
        message: string,
        exitClass: ExitClass = "settings",
        options: ErrorOptions & { readonly problems?: readonly Problem[] } = {},
    ) {
        super(message, options);
        this.class = exitClass;
        this.problems = options.problems;
    }
}

/** An error as it is told. */
export interface Told {
    readonly class: ExitClass;
    readonly message: string;
    /** Of wrong settings. */
    readonly problems?: readonly Problem[];
    /** Of a mistake of ours. */
    readonly trace?: string;
}

/** Errors by their name: most of their rooms are too heavy to be loaded for a look at a class. */
const BY_NAME: Readonly<Record<string, ExitClass>> = {
    AbortError: "interrupted",
    OperationAbortedError: "interrupted",
    BackendMissingError: "preflight",
    CliMissingError: "preflight",
    StackConfigError: "settings",
    StackLockedError: "preflight",
    StackMissingError: "preflight",
    ArgsError: "settings",
    SettingsError: "settings",
    ClusterIssuerError: "preflight",
    ClusterUnreachable: "preflight",
    CredentialsProviderError: "preflight",
    OidcProviderError: "preflight",
    HandshakeError: "proof",
    RolloutError: "deploy",
};

/** Nothing was begun, because the backend gave no answer or did not know who asks. */
const BACKEND = "reaching the backend: ";
/** A SettingsError of the program, which the engine passes on as words. */
const SETTINGS = /\d+ problems? in the stack's settings; nothing was changed/u;

/** Tells an error; `otherwise` is what a failure of the verb itself counts as. */
export function tell(error: unknown, otherwise: ExitClass): Told {
    // Its cause is all that Pulumi's CLI printed; the message holds what of it is the reason.
    const message = error instanceof RunnerError ? error.message : describeError(error);
    const found = classOf(error, otherwise);
    if (found === "bug") return { class: found, message, trace: traceOf(error) };
    const problems = problemsOf(error);
    return { class: found, message, ...(problems === undefined ? {} : { problems }) };
}

/** What is printed of an error on stderr. */
export function toldText({ message, trace }: Told): string {
    if (trace === undefined) return `tempo-sts: ${message}`;
    return (
        `tempo-sts: this is a mistake of tempo-sts itself: ${message}\n` +
        "Please report it with what follows and with what `tempo-sts version` prints.\n" +
        trace
    );
}

/** Prints an error as what it is, the user's or ours, and gives its class. */
export function explain(error: unknown, io: Io): ExitClass {
    const told = tell(error, "bug");
    io.stderr.write(`${cleanerFor(io.env)(toldText(told))}\n`);
    return told.class;
}

function classOf(error: unknown, otherwise: ExitClass): ExitClass {
    if (!(error instanceof Error)) return "bug";
    const found = ownClass(error) ?? BY_NAME[error.name];
    if (found !== undefined) return found;
    if (error instanceof RunnerError) return classOfWords(error.message) ?? otherwise;
    return isOfAws(error) ? otherwise : "bug";
}

function classOfWords(message: string): ExitClass | undefined {
    if (message.startsWith(BACKEND)) return "preflight";
    return SETTINGS.test(message) ? "settings" : undefined;
}

/** Errors that say it themselves: ours, and those of a run's phases. */
function ownClass(error: Error): ExitClass | undefined {
    const found = "class" in error ? error.class : undefined;
    return typeof found === "string" && found in EXIT_CODES ? (found as ExitClass) : undefined;
}

/** What AWS answered, or that it could not be reached: the SDK's errors have this. */
function isOfAws(error: Error): boolean {
    return "$metadata" in error || "$fault" in error;
}

function problemsOf(error: unknown): readonly Problem[] | undefined {
    const found = error instanceof Error && "problems" in error ? error.problems : undefined;
    return Array.isArray(found) ? (found as Problem[]) : undefined;
}

function traceOf(error: unknown): string {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
