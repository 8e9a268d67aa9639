// What a gate has to prove, read from the record that the gate is a part of.
import { isDeepStrictEqual } from "node:util";

import type { ResourceHookArgs } from "@pulumi/pulumi";

import { textAt, valueAt } from "../cluster/answers.ts";
import { bucketOwner } from "../handshake/bucket-owner.ts";
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

/** Whether the record says what it said before: then only its labels change, a new expiry for example, and all is proven. */
export function isProven({ newInputs, oldInputs }: ResourceHookArgs): boolean {
    const before = valueAt(oldInputs, "data");
    return before !== undefined && isDeepStrictEqual(valueAt(newInputs, "data"), before);
}

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
        ...(field("prefix") === "" ? {} : { prefix: field("prefix") }),
        ...bucketOwner({
            roleArn: field("roleArn"),
            isAdopted: field("bucketAdopted") === "true",
        }),
        issuer: field("issuer"),
        audience: field("audience"),
        isUpdate: args.oldInputs !== undefined,
    };
}
