/** How `spec.resources.total` is shared out among the containers. */
import type { StackSpec } from "../admission/stack-spec.ts";
import type { JsonObject } from "../cluster/values.ts";

/** A container's share of the whole. */
export type Share = keyof typeof SHARES;

/** The operator's fractions, without its gateway. */
const SHARES = {
    distributor: { cpu: 0.27, memory: 0.12 },
    ingester: { cpu: 0.38, memory: 0.5 },
    compactor: { cpu: 0.16, memory: 0.18 },
    querier: { cpu: 0.1, memory: 0.15 },
    "query-frontend": { cpu: 0.045, memory: 0.025 },
    jaeger: { cpu: 0.045, memory: 0.025 },
    "jaeger-behind-login": { cpu: 0.035, memory: 0.015 },
    login: { cpu: 0.01, memory: 0.01 },
} as const;

const REQUESTED = 0.3;

const UNITS: Readonly<Record<string, number>> = {
    "": 1,
    n: 1e-9,
    u: 1e-6,
    m: 1e-3,
    k: 1e3,
    M: 1e6,
    G: 1e9,
    T: 1e12,
    P: 1e15,
    E: 1e18,
    Ki: 2 ** 10,
    Mi: 2 ** 20,
    Gi: 2 ** 30,
    Ti: 2 ** 40,
    Pi: 2 ** 50,
    Ei: 2 ** 60,
};

/** The limits and requests of one container; empty where no total is given. */
export function containerResources(spec: StackSpec, share: Share, replicas: number): JsonObject {
    const limits = spec.size === undefined ? (spec.resources.total?.limits ?? {}) : {};
    const { cpu, memory } = limits;
    const part = (total: number, fraction: number): number => (total * fraction) / replicas;
    const cores = cpu === undefined ? 0 : part(amount(cpu) * 1000, SHARES[share].cpu);
    const bytes = memory === undefined ? 0 : part(amount(memory), SHARES[share].memory);
    const written = (factor: number): JsonObject => ({
        ...(cores > 0 ? { cpu: `${String(Math.floor(cores * factor))}m` } : {}),
        ...(bytes > 0 ? { memory: String(Math.floor(bytes * factor)) } : {}),
    });
    return cores + bytes > 0 ? { limits: written(1), requests: written(REQUESTED) } : {};
}

/** The size of a canonical quantity. */
function amount(quantity: string): number {
    const [, number = "", unit = ""] = /^(-?\d+(?:e\d+)?)([a-zA-Z]*)$/u.exec(quantity) ?? [];
    return Number(number) * (UNITS[unit] ?? 0);
}
