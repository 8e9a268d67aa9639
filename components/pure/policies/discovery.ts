// What everybody may read in the bucket of an issuer's documents: these two objects, over TLS, and nothing else.
import { DISCOVERY_KEY, SIGNING_KEYS_KEY } from "../discovery-documents.ts";
import { insecureTransportDenied } from "./secure-transport.ts";
import type { PolicyDocument } from "./statement.ts";

/** The bucket's policy: STS reads the two documents without a signature, as does anybody. */
export function discoveryPolicy({ bucketArn }: { readonly bucketArn: string }): PolicyDocument {
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "AllowReadOfIssuerDocuments",
                Effect: "Allow",
                Principal: "*",
                Action: "s3:GetObject",
                Resource: [DISCOVERY_KEY, SIGNING_KEYS_KEY].map((key) => `${bucketArn}/${key}`),
            },
            insecureTransportDenied(bucketArn),
        ],
    };
}
