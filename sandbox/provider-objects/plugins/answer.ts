/** Answers to Pulumi's engine: results as messages, failures as gRPC errors. */
import type {
    CheckFailure,
    CheckResponse,
    DiffResponse,
    ReadResponse,
} from "@pulumi/pulumi/proto/provider_pb.js";
// Generated CommonJS, whose names Node cannot see from outside.
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import status from "@pulumi/pulumi/proto/status_pb.js";
import type { DiffResult, ReadResult } from "@pulumi/pulumi/provider/index.js";

import { InitializationError, type PropertyFailure } from "../provider-object.ts";
import type { Grpc, Metadata, Protobuf, Struct } from "../pulumi-transport.ts";
import { asRecord } from "../wire-values.ts";

/** gRPC's code for an error that has no better one. */
const CODE_UNKNOWN = 2;

/** What gRPC takes for an error. */
export interface GrpcFailure {
    readonly code: number;
    readonly details: string;
    readonly metadata?: Metadata;
}

/** Gives the answer, or says why there is none. */
export type Answer = (error: GrpcFailure | null, response?: unknown) => void;

/** A property bag as JSON; empty where the request carries none. */
export function toProperties(struct: Struct | undefined): Record<string, unknown> {
    return asRecord(struct?.toJavaScript());
}

/** Inputs and what is wrong with them. */
export function checkResponse(
    protobuf: Protobuf,
    inputs: unknown,
    failures: readonly PropertyFailure[],
): CheckResponse {
    const response = new messages.CheckResponse();
    response.setInputs(protobuf.Struct.fromJavaScript(asRecord(inputs)));
    response.setFailuresList(toFailures(failures));
    return response;
}

/** Failures as messages. */
export function toFailures(failures: readonly PropertyFailure[]): CheckFailure[] {
    return failures.map(({ property, reason }) => {
        const failure = new messages.CheckFailure();
        failure.setProperty(property);
        failure.setReason(reason);
        return failure;
    });
}

/** What differs, and whether that replaces the resource. */
export function diffResponse(result: DiffResult): DiffResponse {
    const { DIFF_SOME, DIFF_NONE, DIFF_UNKNOWN } = messages.DiffResponse.DiffChanges;
    const response = new messages.DiffResponse();
    const some = result.changes === true ? DIFF_SOME : DIFF_NONE;
    response.setChanges(result.changes === undefined ? DIFF_UNKNOWN : some);
    response.setReplacesList([...(result.replaces ?? [])]);
    response.setDeletebeforereplace(result.deleteBeforeReplace ?? false);
    return response;
}

/** A live resource; no id where it is gone. */
export function readResponse(protobuf: Protobuf, result: ReadResult): ReadResponse {
    const response = new messages.ReadResponse();
    const { id } = result;
    if (id === undefined || id === "") return response;
    response.setId(id);
    response.setProperties(protobuf.Struct.fromJavaScript(asRecord(result.props)));
    if (result.inputs !== undefined) {
        response.setInputs(protobuf.Struct.fromJavaScript(asRecord(result.inputs)));
    }
    return response;
}

/** The error, and for a resource that was made but is not ready what belongs into the state. */
export function toFailure(grpc: Grpc, protobuf: Protobuf, error: unknown): GrpcFailure {
    const details = error instanceof Error ? error.message : String(error);
    if (!(error instanceof InitializationError)) return { code: CODE_UNKNOWN, details };
    const made = new messages.ErrorResourceInitFailed();
    made.setId(error.id);
    made.setProperties(protobuf.Struct.fromJavaScript(error.properties));
    made.setReasonsList([...error.reasons]);
    const any = new protobuf.Any();
    any.pack(made.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const packed = new status.Status();
    packed.setCode(CODE_UNKNOWN);
    packed.setMessage(details);
    packed.addDetails(any);
    const metadata = new grpc.Metadata();
    metadata.add("grpc-status-details-bin", Buffer.from(packed.serializeBinary()));
    return { code: CODE_UNKNOWN, details, metadata };
}
