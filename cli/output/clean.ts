/** What makes any text fit to be shown: no secret in it, and nothing that could steer a terminal. */
import { redact } from "../../components/pure/redact.ts";
import { harmless } from "./wrap.ts";

/** Cleans a text. */
export type Clean = (text: string) => string;

/** Variables that hold a secret that something might repeat. */
const SECRETS = [
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "PULUMI_ACCESS_TOKEN",
    "PULUMI_CONFIG_PASSPHRASE",
];
/** A shorter one is a word: replaced, it would make everything unreadable and hide nothing. */
const SHORTEST = 8;

/** What verbs have learned to be secret, by the environment that they run in: everything that prints is made from that. */
const LEARNED = new WeakMap<Environment, Set<string>>();

/** An environment, as a verb has it. */
type Environment = Readonly<Record<string, string | undefined>>;

/** Hides these too from now on, in whatever is made from the same environment. */
export function hide(env: Environment, secrets: readonly string[]): void {
    const known = LEARNED.get(env) ?? new Set();
    for (const secret of secrets) known.add(secret);
    LEARNED.set(env, known);
}

/** What {@link hide} was told, for those that redact by themselves. */
export function hiddenIn(env: Environment): string[] {
    return [...(LEARNED.get(env) ?? [])];
}

/** Takes the environment's secrets out of texts, those of {@link hide}, and whatever looks like one. */
export function redactorFor(env: Environment): Clean {
    const secrets = SECRETS.map((name) => env[name] ?? "").filter(
        ({ length }) => length >= SHORTEST,
    );
    return (text) => redact(text, [...secrets, ...hiddenIn(env)]);
}

/** The same for text that is going to be shown. */
export function cleanerFor(env: Environment): Clean {
    const redactor = redactorFor(env);
    return (text) => harmless(redactor(text));
}

/**
 * A value as JSON on one line, every text in it redacted. What could steer a terminal is escaped, so that the value stays
 * what it is.
 */
export function cleanJson(value: unknown, redactor: Clean): string {
    const text = JSON.stringify(value, (_, each: unknown) =>
        typeof each === "string" ? redactor(each) : each,
    );
    return text.replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu, escaped);
}

/** As JSON writes it: characters beyond the first 65536 are two. */
function escaped(character: string): string {
    return character
        .split("")
        .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
        .join("");
}
