// What a stack costs in a month: lines, their sum, and what the sum does not know.
import { ALARMS } from "../watching/alarms.ts";
import { daysIn, staysOf } from "./ages.ts";
import { exact, minus, per, plus, times, type Exact } from "./exact.ts";
import { DAYS_PER_MONTH, flowOf, GIB, type Flow } from "./flow.ts";
import { GROUPS, line, type CostLine } from "./lines.ts";
import { PRICES, STAND_IN, type PriceTable, type StoredClass } from "./prices.ts";
import { storageLines, type Stock } from "./storage-lines.ts";
import type { CostSubject } from "./subject.ts";
import { TEMPO_FACTS, type Traffic } from "./traffic.ts";

/** The estimate. */
export interface Estimate {
    /** Whose prices were taken. */
    readonly pricesOf: string;
    readonly lines: readonly CostLine[];
    /** US dollars in a month. */
    readonly usd: Exact;
    readonly flow: Flow;
}

const SECONDS_PER_DAY = 86_400;

/** The estimate for a month in which nothing grows any more. */
export function estimateCost(subject: CostSubject, traffic: Traffic): Estimate {
    const pricesOf = Object.hasOwn(PRICES, subject.region) ? subject.region : STAND_IN;
    const prices = PRICES[pricesOf];
    if (prices === undefined) throw new RangeError(`Expected prices of ${pricesOf}, got none.`);
    const flow = flowOf(traffic, subject.retentionSeconds);
    const parts = { subject, traffic, flow, prices };
    const lines = [storage, requests, encryption, replication, audit, watch, transfer].flatMap(
        (part) => part(parts),
    );
    const sorted = GROUPS.flatMap((group) => lines.filter((each) => each.group === group));
    return { pricesOf, lines: sorted, usd: plus(...sorted.map(({ usd }) => usd)), flow };
}

interface Parts {
    readonly subject: CostSubject;
    readonly traffic: Traffic;
    readonly flow: Flow;
    readonly prices: PriceTable;
}

function keptDays({ retentionSeconds }: CostSubject): Exact {
    return per(retentionSeconds, SECONDS_PER_DAY);
}

function storage({ subject, flow, prices }: Parts): CostLine[] {
    const { versioning } = subject.bucket;
    const stays = staysOf(subject.bucket, keptDays(subject));
    const { keptPerDay: perDay, keptObjects: objects } = flow;
    const live = { group: "storage", title: "", perDay, objects, stays } as const;
    return [
        ...storageLines({ ...live, goesOn: versioning.enabled }, prices),
        ...(versioning.enabled
            ? oldVersions(live, flow, versioning.noncurrentDays).flatMap((stock) =>
                  storageLines(stock, prices),
              )
            : []),
    ];
}

/** What is deleted lies on: what stayed to its end in the class it has come to, what compaction replaced where it was written. */
function oldVersions(live: Stock, flow: Flow, noncurrentDays: number): Stock[] {
    const [first, last] = [live.stays.at(0), live.stays.at(-1)];
    if (first === undefined || last === undefined) return [];
    const days = exact(noncurrentDays);
    const title = `${live.title}old versions, `;
    const dead = { ...live, goesOn: false };
    const replaced = minus(per(flow.written, DAYS_PER_MONTH), flow.keptPerDay);
    return [
        { ...dead, title, stays: [{ ...last, days, moved: false }], before: last.days },
        {
            ...dead,
            title: `${live.title}replaced by compaction, `,
            perDay: replaced,
            objects: minus(flow.objects, flow.keptObjects),
            stays: [{ ...first, days, moved: false }],
        },
    ];
}

function requests({ subject, flow, prices }: Parts): CostLine[] {
    const { STANDARD } = prices.classes;
    const stays = staysOf(subject.bucket, keptDays(subject));
    return [
        ...line("requests", "PUT, COPY, POST: blocks, compaction, index", flow.put, STANDARD.put),
        ...line("requests", "LIST: polling", flow.list, STANDARD.put),
        ...line("requests", "GET: compaction, polling, queries", flow.get, STANDARD.get),
        ...stays.slice(1).flatMap(({ storedClass, days }) => {
            const { retrieval } = prices.classes[storedClass];
            const share = per(days, daysIn(stays));
            return retrieval === undefined
                ? []
                : line(
                      "requests",
                      `reads from ${storedClass}`,
                      times(queriesRead(flow), share),
                      retrieval,
                  );
        }),
    ];
}

/** What queries read: all reads without those of compaction. */
function queriesRead({ read, keptPerDay }: Flow): Exact {
    const compaction = times(keptPerDay, exact(TEMPO_FACTS.compactions.value), DAYS_PER_MONTH);
    return minus(read, compaction);
}

function encryption({ subject, flow, prices }: Parts): CostLine[] {
    if (subject.key === "s3") return [];
    const reaching = times(plus(flow.put, flow.get), exact(TEMPO_FACTS.bucketKeyShare.value));
    return [
        ...(subject.key === "stack"
            ? line("encryption", "KMS key of the stack", exact(1), prices.keyMonth)
            : []),
        ...line("encryption", "KMS requests, with the bucket key", reaching, prices.keyRequest),
    ];
}

function replication({ subject, flow, prices }: Parts): CostLine[] {
    const { replication: copy } = subject.bucket;
    if (copy === undefined) return [];
    const group = "replication";
    const storedClass: StoredClass =
        copy.storageClass === "INTELLIGENT_TIERING" ? "IT_FREQUENT" : copy.storageClass;
    const days = keptDays(subject);
    const { put } = prices.classes[storedClass];
    const live: Stock = {
        group,
        title: "copies, ",
        perDay: flow.keptPerDay,
        objects: flow.keptObjects,
        stays: [{ storedClass, days, moved: false }],
        goesOn: true,
    };
    // Without deletions everything that is written stays: what lies there after a month.
    const all: Stock = {
        ...live,
        perDay: per(flow.written, DAYS_PER_MONTH),
        stays: [{ storedClass, days: DAYS_PER_MONTH, moved: false }],
    };
    const { noncurrentDays } = subject.bucket.versioning;
    const stocks = copy.deleteMarkers ? [live, ...oldVersions(live, flow, noncurrentDays)] : [all];
    return [
        ...stocks.flatMap((stock) => storageLines(stock, prices)),
        ...line(group, "PUT of copies", flow.objects, put),
        ...line(group, `to ${copy.region}`, flow.written, prices.interRegion),
    ];
}

function audit({ subject, flow, prices }: Parts): CostLine[] {
    const { audit: wanted } = subject;
    if (wanted.trail === "none") return [];
    const events = plus(flow.put, flow.get, flow.list);
    const gigabytes = per(times(events, exact(TEMPO_FACTS.eventBytes.value)), GIB);
    const kept = per(wanted.logGroupDays, DAYS_PER_MONTH);
    const logs =
        wanted.trail === "stack"
            ? [
                  ...line("audit", "log group: events written", gigabytes, prices.logIngested),
                  ...line(
                      "audit",
                      "log group: events kept",
                      times(gigabytes, kept),
                      prices.logStored,
                  ),
              ]
            : [];
    return [...line("audit", "CloudTrail data events", events, prices.dataEvent), ...logs];
}

function watch({ subject, prices }: Parts): CostLine[] {
    if (subject.watch.alarms !== "metric-filters") return [];
    // Metric filters are refused without a trail: so every alarm has what it needs.
    const alarms = exact(ALARMS.length);
    return [
        ...line("watch", "metrics of the filters", alarms, prices.metricMonth),
        ...line("watch", "alarms", alarms, prices.alarmMonth),
    ];
}

function transfer({ traffic, flow, prices }: Parts): CostLine[] {
    const { natGateway } = traffic;
    return natGateway
        ? line(
              "transfer",
              "NAT gateway, both ways",
              plus(flow.written, flow.read),
              prices.natGateway,
          )
        : [];
}
