import { loadAllYaml } from "@kubernetes/client-node";
import { expect } from "chai";

import { ciFiles } from "../support/ci/files.ts";
import {
    TEKTON_OBJECT,
    type TektonObject,
    type TektonPipeline,
    type TektonPipelineRun,
    type TektonTask,
} from "../support/ci/tekton-schema.ts";

/** A strict schema of our own, and the references between the objects; no Tekton has seen these files. */
describe("docs/ci/tekton", () => {
    const documents = ciFiles("docs/ci/tekton/*.yaml").flatMap(({ path, text }) =>
        (loadAllYaml(text) as unknown[]).map((document, index) => ({
            at: `${path} #${index + 1}`,
            document,
        })),
    );

    for (const { at, document } of documents) {
        it(`${at} is as Tekton and Kubernetes know it`, () => {
            expect(problemsOf(document)).to.deep.equal([]);
        });
    }

    const objects = documents.map(({ document }) => document as TektonObject);
    const tasks = ofKind<TektonTask>(objects, "Task");
    const [pipeline] = ofKind<TektonPipeline>(objects, "Pipeline");
    const [run] = ofKind<TektonPipelineRun>(objects, "PipelineRun");

    it("uses in each Task the parameters and workspaces that it declares, all of them", () => {
        for (const { spec, metadata } of tasks) {
            const text = JSON.stringify(spec.steps);
            expect(used(text, /\$\(params\.([\w-]+)\)/g), metadata.name).to.have.members(
                names(spec.params),
            );
            expect(used(text, /\$\(workspaces\.([\w-]+)\./g), metadata.name).to.have.members(
                names(spec.workspaces),
            );
        }
    });

    it("gives each Task of the Pipeline what it needs and nothing that it does not know", () => {
        const calls = [...pipeline.spec.tasks, ...pipeline.spec.finally];
        expect(calls.map(({ taskRef }) => taskRef.name)).to.deep.equal([
            "tempo-sts-run",
            "tempo-sts-destroy",
        ]);
        for (const call of calls) {
            const { spec } =
                tasks.find(({ metadata }) => metadata.name === call.taskRef.name) ?? tasks[0];
            expect(names(call.params), call.name).to.include.members(required(spec.params));
            expect(names(spec.params), call.name).to.include.members(names(call.params));
            expect(names(call.workspaces), call.name).to.have.members(names(spec.workspaces));
            const params = used(JSON.stringify(call), /\$\(params\.([\w-]+)\)/g);
            expect(names(pipeline.spec.params)).to.include.members(params);
        }
    });

    it("gives the Pipeline its parameters and workspaces, and `finally` time of its own", () => {
        expect(names(run.spec.params)).to.have.members(required(pipeline.spec.params));
        expect(names(run.spec.workspaces)).to.have.members(names(pipeline.spec.workspaces));
        const { pipeline: whole, tasks: first, finally: last } = run.spec.timeouts;
        expect(hours(whole)).to.be.at.least(hours(first) + hours(last));
    });

    it("writes no parameter into a script", () => {
        for (const { spec } of tasks) {
            expect(
                spec.steps.filter(({ script }) =>
                    /\$\((?:context|params|tasks|workspaces)\b/.test(script),
                ),
            ).to.deep.equal([]);
        }
    });

    it("fails a field that Tekton does not know", () => {
        const wrong = { ...tasks[0], spec: { ...tasks[0].spec, finaly: [] } };
        expect(problemsOf(wrong).join()).to.match(/Unrecognized key: "finaly"/);
    });
});

function problemsOf(document: unknown): string[] {
    const parsed = TEKTON_OBJECT.safeParse(document);
    return parsed.success
        ? []
        : parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
}

function ofKind<T extends TektonObject>(
    objects: readonly TektonObject[],
    kind: T["kind"],
): [T, ...T[]] {
    const [first, ...others] = objects.filter((each): each is T => each.kind === kind);
    if (first === undefined) throw new Error(`expected a ${kind} in docs/ci/tekton, found none`);
    return [first, ...others];
}

function required(
    params: readonly { readonly name: string; readonly default?: unknown }[],
): string[] {
    return names(params.filter((param) => param.default === undefined));
}

function names(list: readonly { readonly name: string }[] | undefined): string[] {
    return (list ?? []).map(({ name }) => name);
}

function used(text: string, pattern: RegExp): string[] {
    return [...new Set([...text.matchAll(pattern)].map(([, name = ""]) => name))];
}

function hours(duration: string): number {
    return Number.parseInt(duration, 10);
}
