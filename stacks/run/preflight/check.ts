// What every check of the preflight has in common: it gives a finding, whatever happens.
import { UserError } from "../../../components/user-error.ts";
import type { AwsConnection } from "../../aws/connection.ts";
import type { ClusterAnswer, Cluster } from "../../cluster/connection.ts";
import { describeAnswer } from "../../cluster/answers.ts";
import { refusalOf } from "../../handshake/refusal.ts";
import { CliMissingError } from "../../runner/errors.ts";
import type { StackTarget } from "../../runner/target.ts";
import type { Environment } from "../../settings/complete.ts";
import type { Settings } from "../../settings/settings.ts";
import { backoff } from "../../waiting/backoff.ts";
import type { Clock } from "../../waiting/clock.ts";
import { describeFailure, isMistakeOfOurs } from "../failure.ts";
import type { Finding } from "../report.ts";
import { isWorthRetry } from "../retry.ts";
import type { CallerIdentity } from "./caller.ts";

/** With what is checked; what several checks need is asked for once. */
export interface CheckTools {
    readonly target: StackTarget;
    readonly settings: Settings;
    readonly allowedAccounts: readonly string[];
    readonly env: Environment;
    readonly signal: AbortSignal;
    readonly clock: Clock;
    readonly aws: AwsConnection;
    readonly cluster: () => Promise<Cluster>;
    readonly caller: () => Promise<CallerIdentity>;
    readonly issuer: () => Promise<string>;
}

/** What a check found. */
export type Found = Omit<Finding, "name">;

/** One check. */
export interface Check {
    readonly name: string;
    /** Whether a run makes no sense where this could not be looked at. */
    readonly required: boolean;
    readonly look: (tools: CheckTools) => Promise<Found>;
}

const ATTEMPTS = 3;

/** Makes a check. What keeps it from being made is its finding; only a mistake of ours is thrown. */
export async function makeCheck(check: Check, tools: CheckTools): Promise<Finding> {
    for (let attempt = 1; ; attempt += 1) {
        try {
            return { name: check.name, ...(await check.look(tools)) };
        } catch (error) {
            const isOver = tools.signal.aborted || attempt === ATTEMPTS || !isWorthRetry(error);
            if (isOver || !(await pause(attempt, tools))) {
                return { name: check.name, ...unmade(error) };
            }
        }
    }
}

/** The finding for an answer of the cluster that tells nothing. */
export function notTold(answer: ClusterAnswer, remedy?: string): Found {
    return notChecked(describeAnswer(answer), remedy);
}

/** The finding where something could not be looked at. */
export function notChecked(why: string, remedy?: string): Found {
    const found = `could not check, because ${why.replace(/\.$/, "")}`;
    return { status: "not-checked", found, ...(remedy === undefined ? {} : { remedy }) };
}

async function pause(attempt: number, { clock, signal }: CheckTools): Promise<boolean> {
    return clock.sleep(backoff(attempt - 1), signal).then(
        () => true,
        () => false,
    );
}

function unmade(error: unknown): Found {
    // What a person has to put right is not unknown.
    if (error instanceof UserError || error instanceof CliMissingError) {
        return { status: "failed", found: error.message };
    }
    if (isMistakeOfOurs(error)) {
        throw error;
    }
    const { code, message } = refusalOf(error);
    const said = message === "" ? describeFailure(error) : message;
    return notChecked(code === "" || said.includes(code) ? said : `${code}: ${said}`);
}
