// What is looked at for a change of issuer; what could not be looked at says why.
import type { SigningKeys } from "../../components/pure/discovery-documents.ts";

/** Something that was looked at, or why it could not be. */
export type Seen<T> = { readonly value: T } | { readonly because: string };

/** An issuer that the API server takes tokens of, by its own operator's word. */
export interface AcceptedIssuer {
    readonly issuer: string;
    /** Until when; absent for the one in use. */
    readonly until?: Date | undefined;
}

/** A provider whose tokens the role's trust policy lets in. */
export interface TrustedProvider {
    readonly providerArn: string;
    readonly issuer: string;
}

/** How a provider stands in IAM. */
export type ProviderState = "there" | "missing" | "without-sts";

/** Calls with tokens of one provider. */
export interface ProviderUse {
    readonly providerArn: string;
    readonly calls: number;
    readonly last: Date;
}

/** Calls for the role in CloudTrail's event history. */
export interface TokenUse {
    /** From when on all calls were seen. */
    readonly since: Date;
    readonly uses: readonly ProviderUse[];
}

/** A pod with a token for STS. */
export interface PodToken {
    readonly pod: string;
    readonly started: Date;
    /** After how many seconds the kubelet has renewed the token at the latest. */
    readonly renewedAfterSeconds: number;
}

/** Everything together. */
export interface RotationFacts {
    /** The issuer of the tokens that the cluster makes now. */
    readonly issuer: Seen<string>;
    /** The issuers that the API server takes, where its operator tells. */
    readonly accepted: Seen<readonly AcceptedIssuer[]>;
    readonly role: Seen<{ readonly arn: string; readonly trusted: readonly TrustedProvider[] }>;
    readonly providers: ReadonlyMap<string, Seen<ProviderState>>;
    readonly use: Seen<TokenUse>;
    readonly pods: Seen<readonly PodToken[]>;
    /** By which keys the API server verifies. */
    readonly clusterKeys: Seen<SigningKeys>;
    /** What each issuer publishes. */
    readonly published: ReadonlyMap<string, Seen<SigningKeys>>;
}

/** What a look gave, or the reason why it failed, in a few words; ends only when the signal does. */
export async function seen<T>(
    look: () => Promise<T>,
    signal: AbortSignal | undefined,
): Promise<Seen<T>> {
    try {
        return { value: await look() };
    } catch (error) {
        signal?.throwIfAborted();
        return { because: reasonOf(error) };
    }
}

function reasonOf(error: unknown): string {
    if (!(error instanceof Error)) {
        return String(error);
    }
    const [line = ""] = error.message.trim().split("\n");
    const words = line.replace(/[.\s]+$/, "");
    const isOfAws = "$metadata" in error;
    return isOfAws ? `${error.name}: ${words}` : words || error.name;
}
