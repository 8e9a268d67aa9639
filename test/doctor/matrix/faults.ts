/** The whole matrix, in the order of the chain. */
import type { Fault } from "./fault.ts";

/** Every fault. */
export const FAULTS: readonly Fault[] = [];
