// What the Tempo Operator calls the objects that it makes for an instance.

/** The parts of an instance that others talk to. */
export type Component = "distributor" | "ingester" | "querier" | "query-frontend" | "compactor";

/**
 * The name of the operator's objects for an instance (no component: its service account and ConfigMap) or for one of
 * its components (Service, Deployment or StatefulSet). Dots of the instance's name become hyphens.
 */
export function operandName(tempoName: string, component?: Component): string {
    const name = component === undefined ? `tempo-${tempoName}` : `tempo-${tempoName}-${component}`;
    return name.toLowerCase().replace(/[^a-z0-9]/g, "-");
}

/** What selects the operator's objects for an instance, as `kubectl --selector` takes it. */
export function operandSelector(tempoName: string): string {
    return `app.kubernetes.io/managed-by=tempo-operator,app.kubernetes.io/instance=${tempoName}`;
}
