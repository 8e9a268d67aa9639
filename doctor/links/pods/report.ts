// One finding for all pods with the same trouble.
import { operandSelector } from "../../../components/pure/names/operand-names.ts";
import type { ClusterCause } from "../../causes/cluster.ts";
import { findingOf, type Told } from "../../causes/finding.ts";
import type { Subject } from "../../facts.ts";
import type { Finding } from "../../link.ts";
import type { PodView } from "./pod-view.ts";

/** A pod with its trouble: one line of evidence. */
export interface Troubled {
    readonly view: PodView;
    readonly seen: string;
}

/** The finding, where a pod has the trouble. */
export function findingOfPods(
    cause: ClusterCause,
    troubled: readonly Troubled[],
    told: Omit<Told, "evidence">,
    expected: string,
): Finding[] {
    if (troubled.length === 0) return [];
    const lines = troubled.map(({ view, seen }) => `${view.pod.name}: ${seen}`);
    return [findingOf(cause, { ...told, evidence: [`expected ${expected}`, ...lines] })];
}

/** Those whose trouble there is. */
export function troubledBy(
    views: readonly PodView[],
    seen: (view: PodView) => string | undefined,
): Troubled[] {
    return views.flatMap((view) => {
        const text = seen(view);
        return text === undefined ? [] : [{ view, seen: text }];
    });
}

/** The remedy for pods that only have to start anew. */
export function startAnew({ namespace, name }: Subject, text: string): Finding["remedy"] {
    return {
        text,
        command: `oc --namespace ${namespace} delete pods --selector ${operandSelector(name)}`,
        fix: "restart-pods",
    };
}
