// What Tempo does with its bucket in a month: bytes and requests, from how much is traced and asked.
import { exact, isLess, most, per, plus, roundedUp, times, type Exact } from "./exact.ts";
import { TEMPO_FACTS, type Traffic } from "./traffic.ts";

/** S3's GB: 2^30 bytes. */
export const GIB = exact(2n ** 30n);
/** A twelfth of a year of 365 days. */
export const DAYS_PER_MONTH = per(365, 12);

const SECONDS_PER_DAY = 86_400;
const MIB = exact(2n ** 20n);
const KEYS_PER_LIST = 1000;

/** A month of a Tempo that has been running for longer than its retention. */
export interface Flow {
    /** GB that stay, of a day. */
    readonly keptPerDay: Exact;
    /** GB that are written in a month, by compaction too. */
    readonly written: Exact;
    /** GB that are read in a month, for compaction and for queries. */
    readonly read: Exact;
    /** Objects of blocks that are written in a month, by compaction too. */
    readonly objects: Exact;
    /** Those of them that stay until their time is over. */
    readonly keptObjects: Exact;
    /** Objects of blocks at any time. */
    readonly held: Exact;
    readonly put: Exact;
    readonly list: Exact;
    readonly get: Exact;
}

/** The month. */
export function flowOf(traffic: Traffic, retentionSeconds: number): Flow {
    const days = per(retentionSeconds, SECONDS_PER_DAY);
    const bytesPerDay = times(traffic.bytesPerSecond, traffic.compression, SECONDS_PER_DAY);
    const keptPerDay = per(bytesPerDay, GIB);
    const blocks = blocksPerDay(traffic);
    const passes = fact("compactions");
    const made = compacted(blocks.flushed, passes);
    const rewritten = times(keptPerDay, passes);
    const objectsPerDay = times(plus(blocks.flushed, made.outputs), fact("objectsPerBlock"));
    const keptObjects = times(made.last, fact("objectsPerBlock"));
    const held = times(keptObjects, days);
    const polls = polling(traffic, held);
    const queries = reads(traffic, made.last, keptPerDay);
    const parts = times(
        partsOf(per(bytesPerDay, blocks.flushed), blocks.flushed),
        plus(exact(1), passes),
    );
    return {
        keptPerDay,
        written: monthly(plus(keptPerDay, rewritten)),
        read: monthly(plus(rewritten, queries.gigabytes)),
        objects: monthly(objectsPerDay),
        keptObjects: monthly(keptObjects),
        held,
        // Each part, the beginning and the end of each upload, the small objects, and the mark on each block that was merged.
        put: monthly(
            plus(
                parts,
                times(plus(blocks.flushed, made.outputs), 2),
                times(plus(blocks.flushed, made.outputs), fact("objectsPerBlock")),
                made.inputs,
                polls.put,
            ),
        ),
        list: monthly(polls.list),
        get: monthly(plus(parts, polls.get, queries.requests)),
    };
}

/** As many blocks as the clock makes, whether there is much in them or little. */
function blocksPerDay({ ingesters, bytesPerSecond }: Traffic): { flushed: Exact } {
    const byTime = per(24 * 60, fact("blockMinutes"));
    const flushed = bytesPerSecond.over === 0n ? exact(1) : times(byTime, ingesters);
    return { flushed };
}

/** Each pass makes one block of several. */
function compacted(flushed: Exact, passes: Exact): { inputs: Exact; outputs: Exact; last: Exact } {
    let [inputs, outputs, last] = [exact(0), exact(0), flushed];
    for (let pass = exact(0); isLess(pass, passes); pass = plus(pass, exact(1))) {
        inputs = plus(inputs, last);
        last = per(last, fact("blocksPerCompaction"));
        outputs = plus(outputs, last);
    }
    return { inputs, outputs, last };
}

function partsOf(blockBytes: Exact, blocks: Exact): Exact {
    const part = times(fact("partMebibytes"), MIB);
    return times(most(roundedUp(per(blockBytes, part)), exact(1)), blocks);
}

function polling({ pollers }: Traffic, held: Exact): { put: Exact; list: Exact; get: Exact } {
    const polls = per(24 * 60, fact("pollMinutes"));
    const builders = fact("indexBuilders");
    const pages = most(roundedUp(per(held, KEYS_PER_LIST)), exact(1));
    return {
        put: times(polls, builders, fact("indexObjects")),
        list: times(polls, builders, pages),
        get: times(polls, pollers),
    };
}

function reads(
    { queriesPerHour, hoursPerQuery }: Traffic,
    blocksPerDayHeld: Exact,
    keptPerDay: Exact,
): { requests: Exact; gigabytes: Exact } {
    const looks = times(exact(queriesPerHour), 24, per(hoursPerQuery, 24));
    return {
        requests: times(looks, blocksPerDayHeld, fact("readsPerBlock")),
        gigabytes: times(looks, keptPerDay, fact("readShare")),
    };
}

function monthly(daily: Exact): Exact {
    return times(daily, DAYS_PER_MONTH);
}

function fact(name: keyof typeof TEMPO_FACTS): Exact {
    return exact(TEMPO_FACTS[name].value);
}
