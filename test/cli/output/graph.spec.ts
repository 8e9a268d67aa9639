import { expect } from "chai";

import { dotGraph } from "../../../cli/output/graph/dot.ts";
import { layoutOf } from "../../../cli/output/graph/layers.ts";
import { mermaidGraph } from "../../../cli/output/graph/mermaid.ts";
import { pictureOf, type Picture } from "../../../cli/output/graph/picture.ts";
import { svgGraph } from "../../../cli/output/graph/svg.ts";
import type { StackGraph } from "../../../stacks/runner/graph.ts";
import { HOSTILE } from "../../support/hostile-text.ts";
import { parseXml } from "../../support/xml.ts";

const GRAPH: StackGraph = {
    nodes: [
        { urn: "root", type: "tempo-sts:index:TempoStsStack", name: "tracing" },
        { urn: "bucket", type: "aws:s3/bucket:Bucket", name: "tracing-bucket", parent: "root" },
        { urn: "role", type: "aws:iam/role:Role", name: "tracing-role", parent: "root" },
        { urn: "secret", type: "kubernetes:core/v1:Secret", name: "storage", parent: "root" },
        {
            urn: "tempo",
            type: "kubernetes:tempo.grafana.com/v1alpha1:TempoStack",
            name: "tmstack",
            parent: "gone",
        },
    ],
    edges: [
        { from: "bucket", to: "role" },
        { from: "bucket", to: "secret" },
        { from: "role", to: "secret" },
        { from: "secret", to: "tempo" },
        { from: "bucket", to: "tempo" },
        { from: "bucket", to: "elsewhere" },
    ],
};
const picture = () => pictureOf(GRAPH);

describe("a stack's graph", () => {
    it("has no edge that a longer way goes too, and none to what is not there", () => {
        expect(picture().edges).to.deep.equal([
            { from: "n1", to: "n2" },
            { from: "n2", to: "n3" },
            { from: "n3", to: "n4" },
        ]);
    });

    it("has no edge to a frame where there is one to a part of it", () => {
        const inFrame = pictureOf({
            ...GRAPH,
            edges: [
                { from: "tempo", to: "root" },
                { from: "tempo", to: "bucket" },
                { from: "root", to: "tempo" },
            ],
        });
        expect(inFrame.edges).to.deep.equal([
            { from: "n4", to: "n1" },
            { from: "n0", to: "n4" },
        ]);
    });

    it("keeps both ways of a square", () => {
        const node = (urn: string) => ({ urn, type: "a:b:C", name: urn });
        const edges = [
            { from: "a", to: "b" },
            { from: "a", to: "c" },
            { from: "b", to: "d" },
            { from: "c", to: "d" },
        ];
        const square = pictureOf({ nodes: ["a", "b", "c", "d"].map(node), edges });
        expect(square.edges).to.have.length(4);
        const { layers } = layoutOf(square);
        expect(layers.map((layer) => layer.map(({ node: each }) => each?.name))).to.deep.equal([
            ["a"],
            ["b", "c"],
            ["d"],
        ]);
    });

    it("leads a long way past what is between, through a place of its own", () => {
        const nodes = ["a", "b", "c"].map((urn) => ({ urn, type: "a:b:C", name: urn }));
        const edges = [
            { from: "a", to: "b" },
            { from: "b", to: "c" },
        ];
        const { layers, ways } = layoutOf({
            ...pictureOf({ nodes, edges }),
            edges: [
                { from: "n0", to: "n1" },
                { from: "n1", to: "n2" },
                { from: "n0", to: "n2" },
            ],
        });
        expect(layers.map(({ length }) => length)).to.deep.equal([1, 2, 1]);
        expect(ways[2]).to.deep.equal(["n0", "n0 n2 0", "n2"]);
    });

    it("ends, whatever circles somebody makes", () => {
        const nodes = ["a", "b"].map((urn) => ({ urn, type: "a:b:C", name: urn }));
        const edges = [
            { from: "a", to: "b" },
            { from: "b", to: "a" },
            { from: "a", to: "a" },
        ];
        const circle = pictureOf({ nodes, edges });
        expect(
            layoutOf(circle)
                .layers.flat()
                .filter(({ node }) => node),
        ).to.have.length(2);
    });

    it("is drawn in Mermaid, frames around their parts", () => {
        expect(mermaidGraph(picture())).to.equal(
            [
                "flowchart TD",
                '    subgraph n0 ["TempoStsStack<br/>tracing"]',
                '        n1["Bucket<br/>tracing-bucket"]',
                '        n2["Role<br/>tracing-role"]',
                '        n3["Secret<br/>storage"]',
                "    end",
                '    n4["TempoStack<br/>tmstack"]',
                "    n1 --> n2",
                "    n2 --> n3",
                "    n3 --> n4",
                "",
            ].join("\n"),
        );
    });

    it("is drawn in DOT, an edge to a frame cut at the frame", () => {
        const framed: Picture = { ...picture(), edges: [{ from: "n0", to: "n4" }] };
        const text = dotGraph("dev", framed);
        expect(text).to.contain('digraph "dev" {');
        expect(text).to.contain('        n1 [label="Bucket\\ntracing-bucket"];');
        expect(text).to.contain("    n1 -> n4 [ltail=cluster_n0];");
        expect(text.match(/\{$/gmu)?.length).to.equal(text.match(/^ *\}$/gmu)?.length);
    });

    it("is drawn as SVG: first what is made first, no boxes over each other", () => {
        const svg = svgGraph("dev", picture());
        const boxes = [
            ...svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/gu),
        ].map(([, ...numbers]) => numbers.map(Number));
        expect(boxes).to.have.length(4);
        const tops = boxes.map(([, y = 0]) => y);
        expect(tops).to.deep.equal([...tops].sort((one, other) => one - other));
        expect(new Set(tops).size).to.equal(4);
        expect(svg.match(/class="way"/gu)).to.have.length(3);
    });

    it("draws names of any kind as text", () => {
        const evil = pictureOf({
            nodes: [{ urn: "a", type: `x:y:${HOSTILE}`, name: HOSTILE }],
            edges: [],
        });
        expect(
            parseXml(
                `<?xml version="1.0" encoding="UTF-8"?>\n${svgGraph(HOSTILE, evil).replace(/\n$/u, "")}\n`,
            ).name,
        ).to.equal("svg");
        expect(mermaidGraph(evil).split("\n")).to.have.length(3);
        expect(dotGraph(HOSTILE, evil)).to.not.match(/[\u001b\u0007]|[^\\]"q/u);
    });

    it("is empty where nothing is deployed or planned", () => {
        const nothing = pictureOf({ nodes: [], edges: [] });
        expect(mermaidGraph(nothing)).to.equal("flowchart TD\n");
        expect(svgGraph("dev", nothing)).to.contain("<svg");
    });
});
