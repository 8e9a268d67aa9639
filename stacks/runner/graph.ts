/** A stack's resources and what they wait for. */
import type { StackOptions, StackTarget } from "./target.ts";

/** One resource. */
export interface GraphNode {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    readonly parent?: string;
}

/** One waits for the other. */
export interface GraphEdge {
    /** The URN of what comes first. */
    readonly from: string;
    /** The URN of what waits for it. */
    readonly to: string;
}

/** Resources in the order in which they are made. */
export interface StackGraph {
    readonly nodes: readonly GraphNode[];
    readonly edges: readonly GraphEdge[];
}

/** The graph of what is deployed; where nothing is, of what would be. */
export function stackGraph(target: StackTarget, options: StackOptions): Promise<StackGraph> {
    return Promise.reject(new Error(`not written yet: ${target.stack} ${Object.keys(options).length}`));
}
