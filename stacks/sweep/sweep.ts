// Acts on a plan: stacks first, then what is left in the cluster, then what is left in AWS; a failure ends nothing else.
import { UserError } from "../../components/user-error.ts";
import type { AwsConnection } from "../aws/connection.ts";
import type { Cluster } from "../cluster/connection.ts";
import { type Clock, SYSTEM_CLOCK } from "../waiting/clock.ts";
import { callerAccount, firstSentences, openAws, refusal } from "./aws-access.ts";
import type { SweepStack } from "./judge.ts";
import type { PlanRow, SweepPlan } from "./plan.ts";
import { plannedRow, type SweepReport, sweepReport, type SweepRow } from "./report.ts";
import { Slots } from "./slots.ts";
import { sweepStack } from "./sweep-stack.ts";
import { sweepThing, type SweepTools } from "./sweep-thing.ts";

/** How a plan is acted on. */
export interface SweepRequest {
    readonly plan: SweepPlan;
    /** Destroys a stack and removes it. */
    readonly destroyStack: (stack: SweepStack, signal: AbortSignal | undefined) => Promise<unknown>;
    /** The stack as it is now; undefined when it is gone. @default - it is taken as it was planned */
    readonly readStack?: ((stack: SweepStack) => Promise<SweepStack | undefined>) | undefined;
    readonly connections: { readonly aws: AwsConnection; readonly cluster?: Cluster | undefined };
    /** Stacks, or things, at once. @default 4 */
    readonly concurrency?: number | undefined;
    /** Begins nothing more once it is given. */
    readonly signal?: AbortSignal | undefined;
    readonly listener?: SweepListener | undefined;
    /** @default - the computer's own */
    readonly clock?: Clock | undefined;
}

/** Hears of every stack and thing that is acted on. */
export interface SweepListener {
    began?(row: SweepRow): void;
    ended?(row: SweepRow): void;
}

/** As the stack's own graph goes: nothing is taken from under what still uses it. */
const STEPS: readonly (readonly PlanRow["kind"][])[] = [
    ["stack"],
    ["job", "tempo-stack"],
    ["config-map", "secret"],
    ["namespace"],
    ["role"],
    ["policy"],
    ["bucket"],
];
const CONCURRENCY = 4;

/**
 * Does what the plan says. Everything is looked at again just before it goes, and stays when it is not as it was planned.
 *
 * @throws UserError before anything is done, when the credentials are not those of the plan's account
 */
export async function sweep(request: SweepRequest): Promise<SweepReport> {
    const { plan, connections, concurrency = CONCURRENCY, clock = SYSTEM_CLOCK } = request;
    const { accountId } = plan.circumstances;
    const rows = new Map(plan.rows.map((row) => [row, plannedRow(row)]));
    const todo = plan.rows.filter(({ action }) => action !== "keep");
    if (todo.length === 0) {
        return sweepReport(plan, [...rows.values()], false);
    }
    await insistOnAccount(connections.aws, accountId, request.signal);
    const { aws: connection, cluster } = connections;
    const { signal } = request;
    const aws = await openAws(connection, { signal, clock });
    const tools: SweepTools = {
        aws: { aws, accountId },
        cluster: cluster === undefined ? undefined : { cluster, clock, signal },
    };
    const slots = new Slots(concurrency);
    try {
        for (const kinds of STEPS) {
            const step = todo.filter(({ kind }) => kinds.includes(kind));
            const acts = step.map((row) =>
                slots.run(async () => {
                    rows.set(row, await act(row, request, tools));
                }),
            );
            await Promise.all(acts);
        }
    } finally {
        aws.close();
    }
    return sweepReport(plan, [...rows.values()], false);
}

async function act(row: PlanRow, request: SweepRequest, tools: SweepTools): Promise<SweepRow> {
    const { signal, listener } = request;
    const planned = plannedRow(row);
    if (signal?.aborted === true) {
        return { ...planned, message: "not begun: the sweep was ended" };
    }
    listener?.began?.(planned);
    const ended: SweepRow = { ...planned, ...(await outcomeOf(row, request, tools)) };
    listener?.ended?.(ended);
    return ended;
}

async function outcomeOf(
    row: PlanRow,
    request: SweepRequest,
    tools: SweepTools,
): Promise<Pick<SweepRow, "state" | "message">> {
    try {
        return row.thing === undefined
            ? await sweepStack(row, request)
            : await sweepThing(row.thing, tools);
    } catch (error) {
        // The name of an error of AWS is its code; that of one of the runner tells a person nothing.
        const message = row.thing === undefined ? firstSentences(error) : refusal(error);
        return { state: "failed", message };
    }
}

async function insistOnAccount(
    aws: AwsConnection,
    accountId: string,
    signal: AbortSignal | undefined,
): Promise<void> {
    const account = await callerAccount(aws, { signal }).catch((error: unknown) => {
        throw new UserError(
            `Expected AWS to say whose the credentials are, but ${refusal(error)}. Nothing was swept. Check the credentials: aws sts get-caller-identity`,
            { cause: error },
        );
    });
    if (account !== accountId) {
        throw new UserError(
            `Expected credentials of the account ${accountId}, for which the sweep was planned, got those of ${account}. Nothing was swept. Plan it anew with the credentials that are to act.`,
        );
    }
}
