/** What the person at the computer has to put right: a message of one line, no stack trace needed. */

/** Something the sandbox needs is not there and could not be got. The message says what, why, and what to do. */
export class SetupProblem extends Error {
    override readonly name = "SetupProblem";
}
