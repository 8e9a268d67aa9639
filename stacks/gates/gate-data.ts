// What a gate has to prove, read from the record that the gate is a part of.
import type { ResourceHookArgs } from "@pulumi/pulumi";

import { textAt } from "../cluster/answers.ts";
import type { HandshakeRequest } from "../handshake/request.ts";

/** What the gate's ConfigMap says. */
export interface GateData extends HandshakeRequest {
    /** Whether something was there before: then what is seen at first may still be the old state. */
    readonly isUpdate: boolean;
}

const FIELDS = [
    "namespace",
    "tempoName",
    "serviceAccounts",
    "roleArn",
    "bucketName",
    "issuer",
    "audience",
];

/**
 * The data of a gate.
 *
 * @throws TypeError when the hook runs for anything but a gate's ConfigMap: a mistake of the program
 */
export function gateData(args: ResourceHookArgs): GateData {
    const field = (name: string): string => textAt(args.newInputs, "data", name);
    const absent = FIELDS.filter((name) => field(name) === "");
    if (absent.length > 0) {
        throw new TypeError(
            `Expected the ConfigMap of a ReadinessGate, but ${args.urn} has no ${absent.join(", ")} in its data.`,
        );
    }
    return {
        namespace: field("namespace"),
        tempoName: field("tempoName"),
        serviceAccounts: field("serviceAccounts").split(","),
        roleArn: field("roleArn"),
        bucketName: field("bucketName"),
        issuer: field("issuer"),
        audience: field("audience"),
        isUpdate: args.oldInputs !== undefined,
    };
}
