/** The traffic of the cost's specs. */
import { exact, per } from "../../../../components/pure/cost/exact.ts";
import { GIB } from "../../../../components/pure/cost/flow.ts";
import type { Traffic } from "../../../../components/pure/cost/traffic.ts";

/** In seconds. */
export const DAY = 86_400;

/** A GB stays of each day, in blocks of one ingester; nobody asks. All figures of the specs are counted by hand from that. */
export const TRAFFIC: Traffic = {
    bytesPerSecond: per(GIB, DAY),
    compression: exact(1),
    ingesters: 1,
    pollers: 1,
    queriesPerHour: 0,
    hoursPerQuery: 1,
    natGateway: false,
};
