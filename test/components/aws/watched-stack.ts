/** A stack with a watch, and what its specs read of it. */
import type { WatchOptions } from "../../../components/pure/options/watch.ts";
import type { TempoStsStackArgs } from "../../../components/tempo-sts-stack-args.ts";
import { deploy } from "../../support/mocks.ts";
import { make } from "../stack-fixture.ts";

/** Runs the stack; filters get the trail that they need. */
export function watched(watch: WatchOptions, more: Partial<TempoStsStackArgs> = {}) {
    const audit = watch.alarms === "metric-filters" ? ({ trail: "stack" } as const) : {};
    return deploy(make({ watch, audit, ...more }));
}

/** Who may publish, and from where. */
export function publishers(policy: unknown): unknown[] {
    const { Statement } = JSON.parse(String(policy)) as {
        Statement: { Principal: unknown; Condition: Record<string, unknown> }[];
    };
    return Statement.map(({ Principal, Condition }) => [Principal, Condition["ArnEquals"]]);
}
