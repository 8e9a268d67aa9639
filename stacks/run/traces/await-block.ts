// Waits until a block of what was sent is in the bucket.
import { awsConnection } from "../../aws/connection.ts";
import type { Cluster } from "../../cluster/connection.ts";
import { bucketOwner } from "../../handshake/bucket-owner.ts";
import { refusalOf } from "../../handshake/refusal.ts";
import { backoff } from "../../waiting/backoff.ts";
import { outputText } from "../actions/outputs.ts";
import type { PhaseContext } from "../options.ts";
import { BLOCK_SECONDS } from "../phases.ts";
import type { Finding } from "../report.ts";
import { isWorthRetry } from "../retry.ts";
import { blocksSince, type Block, type BlockPlace } from "./blocks.ts";
import { flushIngesters } from "./flush.ts";

const NAME = "a block in the bucket";
const LOOK_AGAIN = 6;
/** For a pause, the last look, and telling what it saw. */
const LAST_LOOK_SECONDS = 25;

/** Has the ingesters flush where they can be asked, and looks into the bucket until a block that is new is there. */
export async function awaitBlock(
    context: PhaseContext,
    cluster: Cluster,
    since: number,
): Promise<Finding> {
    const { settings, clock, signal, progress } = context;
    const outputs = await context.outputs();
    const bucket = outputText(outputs, "bucketName");
    const place = {
        bucketName: bucket,
        prefix: settings.bucket.prefix,
        ...bucketOwner({
            roleArn: outputText(outputs, "roleArn"),
            isAdopted: settings.bucket.adopt,
        }),
    };
    const started = clock.now();
    const flushed = await flushIngesters(cluster, settings, signal);
    progress(`ingesters: ${flushed}`);
    for (let attempt = 0; ; attempt += 1) {
        const seen = await look(context, place, since);
        const seconds = Math.round((clock.now() - started) / 1000);
        if (!Array.isArray(seen)) return seen;
        const [block] = seen;
        if (block !== undefined) {
            const found = `${block.key} after ${seconds} s (ingesters: ${flushed})`;
            return { name: NAME, status: "ok", found };
        }
        if (seconds >= BLOCK_SECONDS || context.secondsLeft() < LAST_LOOK_SECONDS)
            return missing(bucket, seconds, flushed, settings);
        progress(`no block in ${bucket} after ${seconds} s`);
        await clock.sleep(backoff(Math.min(attempt, LOOK_AGAIN)), signal);
    }
}

async function look(
    { settings, env, target, signal }: PhaseContext,
    place: BlockPlace,
    since: number,
): Promise<Block[] | Finding> {
    try {
        const connection = awsConnection(settings, { ...env, ...target.env });
        return await blocksSince(connection, place, since, signal);
    } catch (error) {
        signal.throwIfAborted();
        if (isWorthRetry(error)) return [];
        const { code, message } = refusalOf(error);
        return {
            name: NAME,
            status: "not-checked",
            found: `could not check, because the bucket ${place.bucketName} could not be listed: ${code} ${message}`.trimEnd(),
            remedy: "Give whoever runs this s3:ListBucket on it",
        };
    }
}

function missing(
    bucket: string,
    seconds: number,
    flushed: string,
    { namespace, tempoName }: PhaseContext["settings"],
): Finding {
    return {
        name: NAME,
        status: "failed",
        expected: `a new <tenant>/<block>/meta.json in ${bucket}`,
        found: `none after ${seconds} s (ingesters: ${flushed})`,
        remedy:
            `Look at the ingester's log for \`failed to flush\` or AccessDenied: \`kubectl --namespace ${namespace} logs ` +
            `--selector app.kubernetes.io/instance=${tempoName},app.kubernetes.io/component=ingester\`; its role needs ` +
            "s3:PutObject on the objects, and the storage Secret must name this bucket",
    };
}
