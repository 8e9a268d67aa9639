/** The exit codes of every verb, by what went wrong: the one place where they stand. */

/** Exit code by class of failure. Only ever added to: scripts branch on them. */
export const EXIT_CODES = {
    /** Everything went as asked. */
    ok: 0,
    /** A mistake of ours: the message says how to report it. */
    bug: 1,
    /** An option, an argument or a setting is wrong. */
    settings: 2,
    /** Something that is needed is not there. */
    preflight: 3,
    /** The deployment failed. */
    deploy: 4,
    /** A call was refused that must be allowed, or allowed that must be refused. */
    proof: 5,
    /** What is deployed is not what the settings say. */
    drift: 6,
    /** Something is left behind, or something of somebody else was touched. */
    "clean-up": 7,
    /** Ctrl-C or a signal ended it. */
    interrupted: 130,
} as const;

/** A class of failure that has an exit code. */
export type ExitClass = keyof typeof EXIT_CODES;
