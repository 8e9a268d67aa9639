// The chain: every link, in the order in which the first broken one is the cause.
import type { Link } from "./link.ts";
import { access } from "./links/access.ts";
import { bucket } from "./links/bucket.ts";
import { caller } from "./links/caller.ts";
import { clock } from "./links/clock.ts";
import { crd } from "./links/crd.ts";
import { handshake } from "./links/handshake.ts";
import { issuer } from "./links/issuer.ts";
import { logs } from "./links/logs.ts";
import { network } from "./links/network.ts";
import { oidcProvider } from "./links/oidc-provider.ts";
import { operator } from "./links/operator.ts";
import { pods } from "./links/pods.ts";
import { quota } from "./links/quota.ts";
import { role } from "./links/role.ts";
import { secret } from "./links/secret.ts";
import { serviceAccounts } from "./links/service-accounts.ts";
import { status } from "./links/status.ts";
import { tempo } from "./links/tempo.ts";
import { tokenCco } from "./links/token-cco.ts";
import { trust } from "./links/trust.ts";

/** From whoever asks to what the logs say. */
export const CHAIN: readonly Link[] = [
    caller,
    operator,
    crd,
    tempo,
    secret,
    tokenCco,
    issuer,
    oidcProvider,
    role,
    trust,
    access,
    bucket,
    serviceAccounts,
    pods,
    network,
    clock,
    handshake,
    status,
    logs,
    quota,
];
