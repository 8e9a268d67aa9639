// Everything that is looked at before something is made.
import { awsIdentity } from "./aws-identity.ts";
import type { Check } from "./check.ts";
import { clusterReachable } from "./cluster-reachable.ts";
import { oidcProvider } from "./oidc-provider.ts";
import { tempoOperator } from "./operator.ts";
import { plugins } from "./plugins.ts";
import { podIdentityWebhook } from "./pod-identity-webhook.ts";
import { pulumiCli } from "./pulumi-cli.ts";
import { tempoResource } from "./tempo-resource.ts";

/** All checks, in the order in which their findings are told. */
export const PREFLIGHT_CHECKS: readonly Check[] = [
    pulumiCli,
    plugins,
    awsIdentity,
    clusterReachable,
    tempoResource,
    tempoOperator,
    podIdentityWebhook,
    oidcProvider,
];
