/** A fault as data: what is done to a healthy stack, and what the doctor has to say of it first. */
import type { Stage } from "./stage.ts";
import type { Shape } from "./shape.ts";

/** One row of the matrix. */
export interface Fault {
    /** Unique; what a pair of faults and a test name it by. */
    readonly name: string;
    /** What was done, for a person: a row of the table in the docs. */
    readonly title: string;
    /** The cause that has to be found first. */
    readonly cause: string;
    /** What the healthy stack is like to which it happens. @default - {@link Shape}'s defaults */
    readonly shape?: Partial<Shape>;
    /** Brings it about. Runs when the stack is up and healthy. */
    readonly inject: (stage: Stage) => Promise<void> | void;
    /** Whether tokens are asked for and objects written. @default false */
    readonly probe?: boolean;
}
