/** The whole matrix, in the order of the chain. */
import type { Fault } from "./fault.ts";
import { ACCESS_FAULTS } from "./faults/access.ts";
import { BUCKET_FAULTS } from "./faults/bucket.ts";
import { CALLER_FAULTS, CALL_FAULTS } from "./faults/caller.ts";
import { ISSUER_FAULTS, PROVIDER_FAULTS } from "./faults/issuer.ts";
import { NETWORK_FAULTS } from "./faults/network.ts";
import { OPERATOR_FAULTS } from "./faults/operator.ts";
import { POD_FAULTS } from "./faults/pods.ts";
import { SECRET_FAULTS } from "./faults/secret.ts";
import { ACCOUNT_FAULTS } from "./faults/service-accounts.ts";
import { LOG_FAULTS, STATUS_FAULTS } from "./faults/status.ts";
import { TEMPO_FAULTS } from "./faults/tempo.ts";
import { CCO_FAULTS } from "./faults/token-cco.ts";
import { ROLE_FAULTS, TRUST_FAULTS } from "./faults/trust.ts";

/** Every fault. */
export const FAULTS: readonly Fault[] = [
    ...CALLER_FAULTS,
    ...OPERATOR_FAULTS,
    ...TEMPO_FAULTS,
    ...SECRET_FAULTS,
    ...CCO_FAULTS,
    ...ISSUER_FAULTS,
    ...PROVIDER_FAULTS,
    ...ROLE_FAULTS,
    ...TRUST_FAULTS,
    ...ACCESS_FAULTS,
    ...BUCKET_FAULTS,
    ...ACCOUNT_FAULTS,
    ...POD_FAULTS,
    ...NETWORK_FAULTS,
    ...STATUS_FAULTS,
    ...LOG_FAULTS,
    ...CALL_FAULTS,
];
