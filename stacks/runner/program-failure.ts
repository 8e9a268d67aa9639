/** What the language host prints of a program that ended badly, in the words that matter. */

const CRASH = /^Running program '.*' failed with an unhandled exception:\s*/;
/** A provider's refusal: its own words say all, and the way they took through the SDK says nothing. */
const REFUSAL = /\binvocation of \S+ returned an error: /;

/** The refusal that ended the program; any other text stays as it is, for a mistake of ours needs its stack. */
export function programFailure(message: string): string {
    const crash = CRASH.exec(message);
    if (crash === null) return message;
    const [first = ""] = message.slice(crash[0].length).split(/\n\s+at /, 1);
    const refusal = REFUSAL.exec(first);
    return refusal === null ? message : first.slice(refusal.index).trim();
}
