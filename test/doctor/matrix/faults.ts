/** The whole matrix, in the order of the chain. */
import type { Fault } from "./fault.ts";
import { NETWORK_FAULTS } from "./faults/network.ts";
import { OPERATOR_FAULTS } from "./faults/operator.ts";
import { POD_FAULTS } from "./faults/pods.ts";
import { SECRET_FAULTS } from "./faults/secret.ts";
import { LOG_FAULTS, STATUS_FAULTS } from "./faults/status.ts";
import { TEMPO_FAULTS } from "./faults/tempo.ts";
import { CCO_FAULTS } from "./faults/token-cco.ts";

/** Every fault. */
export const FAULTS: readonly Fault[] = [
    ...OPERATOR_FAULTS,
    ...TEMPO_FAULTS,
    ...SECRET_FAULTS,
    ...CCO_FAULTS,
    ...POD_FAULTS,
    ...NETWORK_FAULTS,
    ...STATUS_FAULTS,
    ...LOG_FAULTS,
];
