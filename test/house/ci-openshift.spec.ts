import { basename, dirname, relative } from "node:path";

import { loadYaml } from "@kubernetes/client-node";
import { expect } from "chai";
import type { z } from "zod";

import { ciFile, ciFiles } from "../support/ci/files.ts";
import { CONFIGURATION, REF, WORKFLOW } from "../support/ci/step-registry-schema.ts";

const FOLDER = "docs/ci/openshift-ci";

/** Strict schemas of our own, and the rules of ci-operator's loader that they cannot say; ci-operator has not run. */
describe("docs/ci/openshift-ci", () => {
    const refs = ciFiles(`${FOLDER}/**/*-ref.yaml`);

    for (const { path, text } of refs) {
        const script = ciFile(path.replace("-ref.yaml", "-commands.sh"));

        it(`${basename(path)} is a reference as ci-operator loads it`, () => {
            expect(problemsOf(REF, text)).to.deep.equal([]);
            const { ref } = REF.parse(loadYaml(text));
            // The name is the folder's path in the registry, and the files begin with it.
            const prefix = relative(FOLDER, dirname(path)).replaceAll("/", "-");
            expect(ref.as).to.equal(prefix);
            expect(basename(path)).to.equal(`${prefix}-ref.yaml`);
            expect(ref.commands).to.equal(`${prefix}-commands.sh`);
        });

        it(`${basename(script.path)} has time to end where it traps, and reads its parameters only`, () => {
            const { ref } = REF.parse(loadYaml(text));
            if (/\btrap\b/.test(script.text)) expect(ref.grace_period).to.be.a("string");
            const declared = (ref.env ?? []).map((parameter) => parameter.name);
            const used = script.text.matchAll(/\$\{(TEMPO_STS_[A-Z_]+)/g);
            expect([...new Set([...used].map(([, variable]) => variable))]).to.have.members(
                declared,
            );
        });
    }

    const workflow = ciFile(`${FOLDER}/tempo-sts/tempo-sts-workflow.yaml`);
    const configuration = ciFile(`${FOLDER}/ci-operator-config.yaml`);

    it("has a workflow whose own steps are there, and which destroys before the cluster goes", () => {
        expect(problemsOf(WORKFLOW, workflow.text)).to.deep.equal([]);
        const { steps, as } = WORKFLOW.parse(loadYaml(workflow.text)).workflow;
        expect(`${as}-workflow.yaml`).to.equal(basename(workflow.path));
        const own = [...(steps.test ?? []), ...(steps.post ?? [])]
            .flatMap((step) => ("ref" in step ? [step.ref] : []))
            .filter((ref) => ref.startsWith("tempo-sts"));
        expect(own).to.deep.equal(["tempo-sts-run", "tempo-sts-destroy"]);
        expect(names(refs)).to.include.members(own);
        expect(steps.post?.[0]).to.deep.equal({ ref: "tempo-sts-destroy" });
    });

    it("has a configuration that gives every step its image and every parameter without a default a value", () => {
        expect(problemsOf(CONFIGURATION, configuration.text)).to.deep.equal([]);
        const { images, tests } = CONFIGURATION.parse(loadYaml(configuration.text));
        expect(images.map(({ to }) => to)).to.deep.equal(["tempo-sts"]);
        expect(ciFile(images[0]?.dockerfile_path ?? "").text).to.contain("FROM ");
        const sweep = tests.find(({ as }) => as === "tempo-sts-sweep");
        const { ref } = REF.parse(
            loadYaml(ciFile(`${FOLDER}/tempo-sts/sweep/tempo-sts-sweep-ref.yaml`).text),
        );
        const needed = (ref.env ?? []).filter((parameter) => parameter.default === undefined);
        expect(Object.keys(sweep?.steps.env ?? {})).to.include.members(
            needed.map(({ name }) => name),
        );
    });

    it("fails a key that ci-operator does not know, and a default that is no text", () => {
        const { text } = ciFile(`${FOLDER}/tempo-sts/run/tempo-sts-run-ref.yaml`);
        expect(problemsOf(REF, text.replace("grace_period", "graceperiod")).join()).to.match(
            /Unrecognized key: "graceperiod"/,
        );
        expect(problemsOf(REF, text.replace('default: ""', "default: 6")).join()).to.match(
            /env\.\d\.default: Invalid input: expected string/,
        );
    });
});

function problemsOf(schema: z.ZodType, text: string): string[] {
    const parsed = schema.safeParse(loadYaml(text));
    return parsed.success
        ? []
        : parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
}

function names(files: readonly { readonly path: string }[]): string[] {
    return files.map(({ path }) => basename(path, "-ref.yaml"));
}
