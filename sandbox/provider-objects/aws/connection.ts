/** From the AWS provider's arguments to SDK clients, one set for each Region. */
import { readFileSync } from "node:fs";
import { Agent } from "node:https";

import { IAMClient } from "@aws-sdk/client-iam";
import { S3Client } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

import type { AwsSettings } from "./settings.ts";

/** How long an answer may take before the request is given up and tried again. */
const REQUEST_TIMEOUT_MS = 60_000;
/** Connections that are kept to one endpoint; further requests wait for one. */
const CONNECTIONS = 24;

/** Who makes the calls. */
export interface CallerIdentity {
    readonly accountId: string;
    readonly arn: string;
    readonly userId: string;
}

/** What every client of the SDK is made from here. */
export interface ClientOptions {
    readonly region: string;
    readonly endpoint?: string;
    readonly credentials?: NonNullable<AwsSettings["credentials"]>;
    readonly profile?: string;
    readonly maxAttempts?: number;
    readonly requestHandler: { readonly requestTimeout: number; readonly httpsAgent: Agent };
}

/** SDK clients with the provider's credentials and endpoints. */
export class AwsConnection {
    readonly settings: AwsSettings;
    readonly #s3 = new Map<string, S3Client>();
    readonly #others = new Map<string, { destroy(): void }>();
    readonly #agent: Agent;
    #iam: IAMClient | undefined;
    #sts: STSClient | undefined;
    #caller: Promise<CallerIdentity> | undefined;

    constructor(settings: AwsSettings) {
        this.settings = settings;
        this.#agent = new Agent({
            keepAlive: true,
            maxSockets: CONNECTIONS,
            ...(settings.customCaBundle === undefined ? {} : { ca: readBundle(settings) }),
            ...(settings.insecure ? { rejectUnauthorized: false } : {}),
        });
    }

    /** S3 in one Region. @default the provider's own */
    s3(region: string = this.settings.region): S3Client {
        let client = this.#s3.get(region);
        if (client === undefined) {
            client = new S3Client({
                ...this.#options("s3", region),
                forcePathStyle: this.settings.s3UsePathStyle,
                followRegionRedirects: true,
            });
            this.#s3.set(region, client);
        }
        return client;
    }

    iam(): IAMClient {
        this.#iam ??= new IAMClient(this.#options("iam"));
        return this.#iam;
    }

    sts(): STSClient {
        this.#sts ??= new STSClient(this.#options("sts"));
        return this.#sts;
    }

    /**
     * Any other service, made once for each Region.
     *
     * @param service the provider's own name of it, as in its argument `endpoints`
     */
    client<Client extends { destroy(): void }>(
        service: string,
        Client: new (options: ClientOptions) => Client,
        region: string = this.settings.region,
    ): Client {
        const key = `${service} ${region}`;
        const kept = this.#others.get(key);
        if (kept instanceof Client) return kept;
        const made = new Client(this.#options(service, region));
        this.#others.set(key, made);
        return made;
    }

    /** Asked of STS once; a failure is asked again. */
    caller(): Promise<CallerIdentity> {
        this.#caller ??= this.#askCaller().catch((error: unknown) => {
            this.#caller = undefined;
            throw error;
        });
        return this.#caller;
    }

    /** Ends the kept connections. */
    close(): void {
        const clients = [...this.#s3.values(), ...this.#others.values(), this.#iam, this.#sts];
        for (const client of clients) client?.destroy();
        this.#agent.destroy();
    }

    async #askCaller(): Promise<CallerIdentity> {
        const answer = await this.sts().send(new GetCallerIdentityCommand({}));
        return {
            accountId: answer.Account ?? "",
            arn: answer.Arn ?? "",
            userId: answer.UserId ?? "",
        };
    }

    #options(service: string, region = this.settings.region): ClientOptions {
        const { endpoints, credentials, profile, maxRetries } = this.settings;
        const endpoint = endpoints[service];
        return {
            region,
            ...(endpoint === undefined ? {} : { endpoint }),
            ...(credentials === undefined ? {} : { credentials }),
            ...(profile === undefined ? {} : { profile }),
            ...(maxRetries === undefined ? {} : { maxAttempts: maxRetries + 1 }),
            requestHandler: { requestTimeout: REQUEST_TIMEOUT_MS, httpsAgent: this.#agent },
        };
    }
}

function readBundle(settings: AwsSettings): string | undefined {
    const { customCaBundle } = settings;
    if (customCaBundle === undefined) return undefined;
    try {
        return readFileSync(customCaBundle, "utf8");
    } catch (error) {
        throw new Error(
            `Expected the AWS provider's customCaBundle to be a readable file of certificates, got ${customCaBundle}. Give the path of a PEM file.`,
            { cause: error },
        );
    }
}
