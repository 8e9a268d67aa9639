// The bucket: whether it is there, whose, where, and the key that encrypts it.
import type { S3Client } from "@aws-sdk/client-s3";

import { isTable } from "../../components/pure/fields/raw-values.ts";
import { kmsClient, s3Client } from "../../stacks/aws/clients.ts";
import { parseArn } from "../../components/pure/names/arn.ts";
import { refusalOf } from "../../stacks/handshake/refusal.ts";
import type { Facts } from "../facts.ts";
import { documentFrom } from "../../components/pure/policy-reading/policy-document.ts";
import type { BucketFact, KeyFact, PolicyFact } from "./aws.ts";
import { asking, callOptions, ifThere } from "./connection.ts";
import { reasonOf } from "./unreadable.ts";

type Head = Pick<BucketFact, "state" | "region">;

const REGION_HEADER = "x-amz-bucket-region";

/** The bucket as whoever calls sees it. */
export async function readBucket(facts: Facts): Promise<BucketFact> {
    const { bucket, roleArn } = await facts.need("storage");
    return asking(s3Client(await facts.need("connection")), async (client) => {
        const head = await headOf(client, bucket, facts);
        const accountId = parseArn(roleArn)?.accountId;
        if (head.state !== "there") {
            const own = head.state === "denied" ? await isListed(client, bucket, facts) : undefined;
            return { ...head, own, keyId: "", keyUnread: "" };
        }
        const [own, key] = await Promise.all([
            accountId === undefined ? undefined : isOwnedBy(client, bucket, accountId, facts),
            encryptionOf(client, bucket, facts),
        ]);
        return { ...head, own, ...key };
    });
}

/** The bucket's policy; undefined where it has none. */
export async function readBucketPolicy(facts: Facts): Promise<PolicyFact | undefined> {
    const { bucket } = await facts.need("storage");
    const { GetBucketPolicyCommand } = await import("@aws-sdk/client-s3");
    const answer = await asking(s3Client(await facts.need("connection")), async (client) =>
        ifThere(
            async () =>
                client.send(new GetBucketPolicyCommand({ Bucket: bucket }), callOptions(facts)),
            (code) => code === "NoSuchBucketPolicy",
        ),
    );
    return answer?.Policy === undefined
        ? undefined
        : { where: `the policy of bucket ${bucket}`, document: documentFrom(answer.Policy) };
}

/** The key that encrypts the bucket; undefined where that is none of KMS. */
export async function readKey(facts: Facts): Promise<KeyFact | undefined> {
    const { keyId } = await facts.need("bucket");
    if (keyId === "") return undefined;
    const { DescribeKeyCommand } = await import("@aws-sdk/client-kms");
    const answer = await asking(kmsClient(await facts.need("connection")), async (client) =>
        ifThere(
            async () => client.send(new DescribeKeyCommand({ KeyId: keyId }), callOptions(facts)),
            (code) => code.startsWith("NotFound"),
        ),
    );
    const { Arn = keyId, KeyState = "unknown" } = answer?.KeyMetadata ?? {};
    return { arn: Arn, state: answer === undefined ? "absent" : KeyState };
}

async function headOf(client: S3Client, Bucket: string, facts: Facts): Promise<Head> {
    const { HeadBucketCommand } = await import("@aws-sdk/client-s3");
    try {
        const answer = await client.send(new HeadBucketCommand({ Bucket }), callOptions(facts));
        return { state: "there", region: answer.BucketRegion ?? "" };
    } catch (error) {
        const { status } = refusalOf(error);
        const region = headerOf(error, REGION_HEADER);
        if (status === 404) return { state: "absent", region };
        if (status === 403) return { state: "denied", region };
        if (status === 301 || status === 400) return { state: "there", region };
        throw error;
    }
}

// With the expected owner S3 refuses what it grants without.
async function isOwnedBy(
    client: S3Client,
    Bucket: string,
    ExpectedBucketOwner: string,
    facts: Facts,
): Promise<boolean | undefined> {
    const { HeadBucketCommand } = await import("@aws-sdk/client-s3");
    try {
        const command = new HeadBucketCommand({ Bucket, ExpectedBucketOwner });
        await client.send(command, callOptions(facts));
        return true;
    } catch (error) {
        return refusalOf(error).status === 403 ? false : undefined;
    }
}

// A bucket that is refused, and not among one's own, is somebody else's.
async function isListed(
    client: S3Client,
    bucket: string,
    facts: Facts,
): Promise<boolean | undefined> {
    const { ListBucketsCommand } = await import("@aws-sdk/client-s3");
    try {
        const { Buckets = [] } = await client.send(new ListBucketsCommand({}), callOptions(facts));
        return Buckets.some(({ Name }) => Name === bucket);
    } catch {
        // Who may not list them does not know.
        return undefined;
    }
}

async function encryptionOf(
    client: S3Client,
    Bucket: string,
    facts: Facts,
): Promise<Pick<BucketFact, "keyId" | "keyUnread">> {
    const { GetBucketEncryptionCommand } = await import("@aws-sdk/client-s3");
    try {
        const command = new GetBucketEncryptionCommand({ Bucket });
        const answer = await client.send(command, callOptions(facts));
        const rule = answer.ServerSideEncryptionConfiguration?.Rules?.[0];
        const { SSEAlgorithm, KMSMasterKeyID } = rule?.ApplyServerSideEncryptionByDefault ?? {};
        const isKms = SSEAlgorithm?.startsWith("aws:kms") === true;
        return { keyId: isKms ? (KMSMasterKeyID ?? "") : "", keyUnread: "" };
    } catch (error) {
        return { keyId: "", keyUnread: reasonOf(error) };
    }
}

function headerOf(error: unknown, name: string): string {
    const response: unknown =
        error instanceof Error && "$response" in error ? error.$response : undefined;
    const headers = isTable(response) ? response["headers"] : undefined;
    const value = isTable(headers) ? headers[name] : undefined;
    return typeof value === "string" ? value : "";
}
