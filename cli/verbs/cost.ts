/** The verb `cost`: what a stack costs in a month. It asks nobody: settings, traffic and a table of prices are enough. */
import { estimateCost } from "../../components/pure/cost/estimate.ts";
import { exact, per, times } from "../../components/pure/cost/exact.ts";
import { limitsOf, LIMITS } from "../../components/pure/cost/limits.ts";
import { bytesOfSpans, TEMPO_FACTS, type Traffic } from "../../components/pure/cost/traffic.ts";
import { costSubject } from "../../stacks/settings/cost-subject.ts";
import type { ExitClass } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import type { CommonFlags } from "../options/common.ts";
import { targetOf } from "../options/target.ts";
import { costData, costText } from "../output/cost-text.ts";
import { ROOMS, type Rooms } from "../rooms.ts";
import { runVerb } from "../session.ts";

/** The options of the verb, as the command line gives them. */
export interface CostFlags extends CommonFlags {
    readonly spansPerSecond: string;
    readonly gibPerDay?: string;
    readonly bytesPerSpan: string;
    readonly compression: string;
    readonly ingesters: number;
    readonly pods: number;
    readonly queriesPerHour: number;
    readonly queryHours: number;
    readonly natGateway?: boolean;
}

const GIB = 1_073_741_824;
const SECONDS_PER_DAY = 86_400;

/** Runs the verb. */
export function costVerb(flags: CostFlags, io: Io, rooms: Rooms = ROOMS): Promise<ExitClass> {
    return runVerb({ name: "cost", failure: "settings" }, flags, io, async (session) => {
        const { target } = await targetOf(flags, io);
        session.stack = target.stack;
        const subject = costSubject(await rooms.readSettings(target, io.env));
        const estimate = estimateCost(subject, trafficOf(flags));
        const assumed = { ...assumptionsOf(flags), ...retentionOf(subject.retentionSeconds) };
        const limits = [...limitsOf(subject), ...LIMITS];
        const told = { estimate, assumed, limits, region: subject.region };
        return {
            class: "ok",
            data: { ...costData(told), facts: Object.values(TEMPO_FACTS) },
            text: (view) => costText(target.stack, told, view),
        };
    });
}

function trafficOf(flags: CostFlags): Traffic {
    const { gibPerDay, spansPerSecond, bytesPerSpan } = flags;
    return {
        bytesPerSecond:
            gibPerDay === undefined
                ? bytesOfSpans(spansPerSecond, bytesPerSpan)
                : per(times(exact(gibPerDay), GIB), SECONDS_PER_DAY),
        compression: exact(flags.compression),
        ingesters: flags.ingesters,
        pollers: flags.pods,
        queriesPerHour: flags.queriesPerHour,
        hoursPerQuery: flags.queryHours,
        natGateway: flags.natGateway ?? false,
    };
}

function assumptionsOf(flags: CostFlags): Readonly<Record<string, string>> {
    const { gibPerDay, spansPerSecond, bytesPerSpan, compression } = flags;
    return {
        traffic:
            gibPerDay === undefined
                ? `${spansPerSecond} spans a second of ${bytesPerSpan} bytes`
                : `${gibPerDay} GiB a day`,
        stored: `${compression} of a byte`,
        pods: `${flags.ingesters} writing, ${flags.pods} polling`,
        queries: `${flags.queriesPerHour} an hour, ${flags.queryHours} h back`,
    };
}

function retentionOf(seconds: number): Readonly<Record<string, string>> {
    const hours = seconds / 3600;
    return { retention: hours % 24 === 0 ? `${hours / 24} days` : `${hours} hours` };
}
