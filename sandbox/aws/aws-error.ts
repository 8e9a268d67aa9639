/** An error as an AWS service says it, and its three ways over the wire. */
import { randomUUID } from "node:crypto";

import { escapeXml } from "./xml.ts";

/** Which family of services the answer is written for. */
export type Dialect = "query" | "s3" | "json";

/** A finished answer. */
export interface Answer {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
}

/** Namespace of errors that come before a service has looked at the call. */
const FAULT_NAMESPACE = "http://webservices.amazon.com/AWSFault/2005-15-09";
/** Namespace of everything the token service says itself. */
export const STS_NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

/** A refusal with AWS's own code and status. */
export class AwsError extends Error {
    override readonly name = "AwsError";
    readonly status: number;
    readonly code: string;
    readonly namespace: string;

    constructor(
        status: number,
        code: string,
        message: string,
        options: { readonly cause?: unknown; readonly namespace?: string } = {},
    ) {
        super(message, options.cause === undefined ? undefined : { cause: options.cause });
        this.status = status;
        this.code = code;
        this.namespace = options.namespace ?? FAULT_NAMESPACE;
    }
}

/** Writes a refusal down the way the services of that family do. */
export function errorAnswer(error: AwsError, dialect: Dialect, resource = "/"): Answer {
    const requestId = randomUUID();
    const { status, code, message } = error;
    if (dialect === "json") {
        return {
            status,
            headers: {
                "content-type": "application/x-amz-json-1.1",
                "x-amzn-requestid": requestId,
            },
            body: JSON.stringify({ __type: code, message }),
        };
    }
    if (dialect === "s3") {
        return {
            status,
            headers: { "content-type": "application/xml", "x-amz-request-id": requestId },
            body:
                `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${escapeXml(code)}</Code>` +
                `<Message>${escapeXml(message)}</Message><Resource>${escapeXml(resource)}</Resource>` +
                `<RequestId>${requestId}</RequestId></Error>`,
        };
    }
    const type = status >= 500 ? "Receiver" : "Sender";
    return {
        status,
        headers: { "content-type": "text/xml", "x-amzn-requestid": requestId },
        body:
            `<ErrorResponse xmlns="${error.namespace}">\n  <Error>\n    <Type>${type}</Type>\n` +
            `    <Code>${escapeXml(code)}</Code>\n    <Message>${escapeXml(message)}</Message>\n` +
            `  </Error>\n  <RequestId>${requestId}</RequestId>\n</ErrorResponse>\n`,
    };
}
