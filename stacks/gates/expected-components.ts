// The components that every Tempo instance of ours has, and what its status must say of them.
import type { TempoStackState } from "../cluster/tempo-stack-state.ts";

/** A component as its label names it, and as `status.components` does. */
interface Component {
    readonly label: string;
    readonly status: string;
}

/** Those that take part in every instance, whatever its settings. */
export const EXPECTED_COMPONENTS: readonly Component[] = [
    { label: "compactor", status: "compactor" },
    { label: "distributor", status: "distributor" },
    { label: "ingester", status: "ingester" },
    { label: "querier", status: "querier" },
    { label: "query-frontend", status: "queryFrontend" },
];

// From operator 0.22 on a pod is Ready; before, it was only known to be Running.
const GOOD_STATES = ["Ready", "Running"];

/** What the operator does not report yet, in words. `Ready` alone is not enough: it is true with no pod, too. */
export function missingInStatus(state: TempoStackState): string[] {
    if (state.absence !== undefined) {
        return [`the TempoStack could not be read: ${state.absence}`];
    }
    const isReady = state.conditions.some(({ type }) => type === "Ready");
    const podless = EXPECTED_COMPONENTS.filter(({ status }) => !hasPods(state, status));
    return [
        ...(isReady ? [] : ["the TempoStack is not Ready"]),
        ...podless.map(({ label }) => `the operator lists no ready pod of ${label}`),
    ];
}

function hasPods({ components }: TempoStackState, component: string): boolean {
    const states = components[component] ?? {};
    return GOOD_STATES.some((state) => (states[state] ?? []).length > 0);
}
