/** A stack's resources and what they wait for. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { nameOfUrn } from "../../components/pure/names/urn.ts";
import { openStack, type OpenProject, withProject } from "./open-stack.ts";
import { stackExists } from "./prepare-stack.ts";
import { previewable } from "./preview.ts";
import { exportState, type StateResource } from "./state-file.ts";
import type { StackOptions, StackTarget } from "./target.ts";
import { operate, programOptions } from "./up.ts";

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

type Vertex = Pick<StateResource, "urn" | "type" | "parent" | "dependencies">;

/** The graph of what is deployed; where nothing is, of what would be. Pulumi providers are not in it. */
export function stackGraph(target: StackTarget, options: StackOptions = {}): Promise<StackGraph> {
    return withProject(target, options, async (project) => {
        if (await stackExists(project, target.stack, options.signal)) {
            const { resources } = await exportState(await openStack(project, target.stack));
            if (resources.some(isShown)) return graphOf(resources);
        }
        return graphOf(await planned(project, target, options));
    });
}

function graphOf(vertices: readonly Vertex[]): StackGraph {
    const shown = vertices.filter(isShown);
    const known = new Set(shown.map(({ urn }) => urn));
    const edges = shown.flatMap(({ urn, dependencies }) =>
        [...new Set(dependencies ?? [])]
            .filter((dependency) => known.has(dependency))
            .map((dependency) => ({ from: dependency, to: urn })),
    );
    const nodes = shown.map(({ urn, type, parent }) => ({
        ...{ urn, type, name: nameOfUrn(urn) },
        ...(parent !== undefined && known.has(parent) ? { parent } : {}),
    }));
    return { nodes, edges };
}

function isShown({ type }: Vertex): boolean {
    return type !== "pulumi:pulumi:Stack" && !type.startsWith("pulumi:providers:");
}

/** Dependencies are in the plan that a preview can save; its events do not tell them. */
async function planned(
    project: OpenProject,
    target: StackTarget,
    options: StackOptions,
): Promise<Vertex[]> {
    const env = { ...project.call.env, PULUMI_EXPERIMENTAL: "true" };
    const able = { ...project, call: { ...project.call, env } };
    const open = await previewable(able, target, options.signal);
    const file = join(project.dir, "plan.json");
    await operate(`previewing the stack ${open.name}`, options, (running) =>
        open.stack.preview({ ...running, ...programOptions(options), plan: file }),
    );
    const { resourcePlans } = JSON.parse(await readFile(file, "utf8")) as {
        resourcePlans?: Readonly<Record<string, { readonly goal?: Omit<Vertex, "urn"> | null }>>;
    };
    const vertices = Object.entries(resourcePlans ?? {}).flatMap(([urn, { goal }]): Vertex[] =>
        goal === undefined || goal === null ? [] : [{ ...goal, urn }],
    );
    return inOrder(vertices);
}

/** A plan is a table, by URN: what others need comes first here, as in a state. */
function inOrder(vertices: readonly Vertex[]): Vertex[] {
    const byUrn = new Map(vertices.map((vertex) => [vertex.urn, vertex]));
    const ordered = new Set<Vertex>();
    const begun = new Set<string>();
    const visit = (urn: string | undefined): void => {
        const vertex = urn === undefined ? undefined : byUrn.get(urn);
        if (vertex === undefined || begun.has(vertex.urn)) return;
        begun.add(vertex.urn);
        visit(vertex.parent);
        for (const dependency of vertex.dependencies ?? []) visit(dependency);
        ordered.add(vertex);
    };
    for (const { urn } of vertices) visit(urn);
    return [...ordered];
}
