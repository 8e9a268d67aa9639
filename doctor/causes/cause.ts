// What every cause has: where in the chain it sits, and what a list of causes calls it.
import type { LinkId } from "../link.ts";

/** A cause, by its id; its page is `docs/troubleshooting/<id>.md`. */
export interface Cause {
    /** The link that finds it. */
    readonly link: LinkId;
    /** A few words, without the names of a stack. */
    readonly title: string;
}
