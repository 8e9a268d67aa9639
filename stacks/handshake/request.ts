// What a handshake is made with, and how it fails.
import { UserError } from "../../components/user-error.ts";
import type { AwsConnection } from "../aws/connection.ts";
import type { Cluster } from "../cluster/connection.ts";
import type { Clock } from "../waiting/clock.ts";

/** What is to be proven: each of these service accounts takes the role and uses the bucket. */
export interface HandshakeRequest {
    readonly namespace: string;
    readonly tempoName: string;
    readonly serviceAccounts: readonly string[];
    readonly roleArn: string;
    readonly bucketName: string;
    /** The part of the bucket that is theirs, without slashes at its ends. @default - the whole bucket */
    readonly prefix?: string | undefined;
    /** The account that the bucket has to belong to. @default - any */
    readonly bucketOwner?: string | undefined;
    readonly issuer: string;
    readonly audience: string;
}

/** With what it is proven. */
export interface HandshakeTools extends Clock {
    readonly cluster: Cluster;
    /** Endpoints, Region and trust; the credentials are those that the handshake itself gets. */
    readonly aws: AwsConnection;
    /** How long to wait, for the service accounts and for each of them to get through. */
    readonly timeoutSeconds: number;
    readonly signal?: AbortSignal | undefined;
    /** Hears what is being waited for. @default - nobody */
    readonly report?: ((message: string) => void) | undefined;
}

/** The chain from token to bucket does not hold; the message says which link, and why. Never holds a token. */
export class HandshakeError extends UserError {
    override readonly name = "HandshakeError";
}
