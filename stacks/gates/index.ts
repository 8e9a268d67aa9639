// What other Pulumi programs import as `tempo-sts/gates`.
export { createGates, type GateOptions } from "./create-gates.ts";
export type { AwsConnection, AwsCredentials } from "../aws/connection.ts";
export { HandshakeError } from "../handshake/request.ts";
export type { KubernetesSettings } from "../settings/settings.ts";
export { RolloutError } from "./rollout.ts";
