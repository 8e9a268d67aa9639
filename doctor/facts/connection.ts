// Where AWS is asked, and as whom.
import type { AwsConnection } from "../../stacks/aws/connection.ts";
import { refusalOf } from "../../stacks/handshake/refusal.ts";
import { callerIdentity, type CallerIdentity } from "../../stacks/run/preflight/caller.ts";
import type { Facts } from "../facts.ts";

/** Without any other word: IAM answers there for the whole commercial partition. */
const ANY_REGION = "us-east-1";

/** The Region of the Secret is that of the bucket and of the partition; the environment's may be another. */
export async function readConnection(facts: Facts): Promise<AwsConnection> {
    const { aws } = facts.tools;
    const storage = await facts.get("storage");
    const told = storage.known ? storage.value.region : "";
    const legal = /^[a-z]{2,}(?:-[a-z]+)+-\d+$/.test(told) ? told : "";
    return { ...aws, region: legal || (aws.region ?? ANY_REGION) };
}

/** Who asks AWS. */
export async function readCaller(facts: Facts): Promise<CallerIdentity> {
    const { tools } = facts;
    return callerIdentity(await facts.need("connection"), tools.signal ?? NEVER);
}

/** A client that is closed after it was asked. */
export async function asking<Client extends { destroy(): void }, T>(
    made: Promise<Client>,
    ask: (client: Client) => Promise<T>,
): Promise<T> {
    const client = await made;
    try {
        return await ask(client);
    } finally {
        client.destroy();
    }
}

/** What AWS has of this name, or undefined where it says that there is none. @throws what the SDK throws for all else */
export async function ifThere<T>(
    ask: () => Promise<T>,
    isAbsent: (code: string) => boolean = (code) => code.startsWith("NoSuchEntity"),
): Promise<T | undefined> {
    try {
        return await ask();
    } catch (error) {
        if (isAbsent(refusalOf(error).code)) return undefined;
        throw error;
    }
}

/** What an SDK's call takes beside its command. */
export function callOptions({ tools }: Facts): { abortSignal?: AbortSignal } {
    return tools.signal === undefined ? {} : { abortSignal: tools.signal };
}

const NEVER = new AbortController().signal;
