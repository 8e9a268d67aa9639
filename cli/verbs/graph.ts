/** The verb `graph`: a stack's resources and the order they are made in, as a picture. */
import { pictureOf } from "../output/graph/picture.ts";
import type { ExitClass } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import type { CommonFlags } from "../options/common.ts";
import { targetOf } from "../options/target.ts";
import { dotGraph } from "../output/graph/dot.ts";
import { mermaidGraph } from "../output/graph/mermaid.ts";
import type { Picture } from "../output/graph/picture.ts";
import { svgGraph } from "../output/graph/svg.ts";
import { outputFile } from "../output-file.ts";
import { pulumiRoot } from "../pulumi-cli.ts";
import { ROOMS, type Rooms } from "../rooms.ts";
import { runVerb } from "../session.ts";

/** What can be drawn. */
export type GraphFormat = "mermaid" | "svg" | "dot";

/** The options of the verb, as the command line gives them. */
export interface GraphFlags extends CommonFlags {
    readonly format: GraphFormat;
    readonly out?: string;
}

const DRAW: Readonly<Record<GraphFormat, (stack: string, picture: Picture) => string>> = {
    mermaid: (_, picture) => mermaidGraph(picture),
    svg: svgGraph,
    dot: dotGraph,
};

/** Runs the verb. */
export function graphVerb(flags: GraphFlags, io: Io, rooms: Rooms = ROOMS): Promise<ExitClass> {
    return runVerb({ name: "graph", failure: "deploy" }, flags, io, async (session) => {
        const { target } = await targetOf(flags, io);
        session.stack = target.stack;
        const { format, out } = flags;
        const write = await outputFile("--out", out, io.folder);
        const root = await pulumiRoot(session, flags, rooms);
        const graph = await rooms.stackGraph(target, { signal: session.signal, root });
        const drawing = DRAW[format](target.stack, pictureOf(graph));
        await write(drawing);
        const shown = out === undefined ? { drawing } : { out };
        const count = `${graph.nodes.length} resources and ${graph.edges.length} dependencies`;
        return {
            class: "ok",
            data: { format, ...graph, ...shown },
            text: ({ clean, style }) =>
                out === undefined
                    ? drawing.trimEnd()
                    : `${style.good("✔")} ${clean(`${target.stack}: ${count}, drawn in ${out}`)}`,
        };
    });
}
