import { join } from "node:path";

import { ESLint } from "eslint";
import { expect } from "chai";
import tseslint from "typescript-eslint";

/** The house's own lint rules are tried on seeded text, so that a rule that no longer fires is noticed. */
describe("the lint rules of the house", function () {
    this.timeout(120_000);
    // Rules that look at text alone: without types, which take most of a lint's time.
    const untyped = new ESLint({
        overrideConfig: [
            {
                files: ["**/*.ts"],
                ...tseslint.configs.disableTypeChecked,
            },
            {
                files: ["**/*.ts"],
                languageOptions: { parserOptions: { projectService: false } },
                rules: { "@pulumi/no-output-in-template-literal": "off" },
            },
        ],
    });

    const seeded: [string, string, string, string][] = [
        [
            "Pulumi in the pure room",
            "components/pure/issuer.ts",
            'import * as p from "@pulumi/pulumi"; export const x = p;',
            "no-restricted-imports",
        ],
        [
            "an import out of the pure room",
            "components/pure/issuer.ts",
            'import { a } from "../naming.ts"; export const x = a;',
            "no-restricted-imports",
        ],
        [
            "the AWS half importing the cluster half",
            "components/aws/trace-bucket.ts",
            'import { a } from "../kubernetes/tempo-stack.ts"; export const x = a;',
            "no-restricted-imports",
        ],
        [
            "components importing stacks",
            "components/naming.ts",
            'import { a } from "../stacks/program.ts"; export const x = a;',
            "no-restricted-imports",
        ],
        [
            "stacks importing the sandbox",
            "stacks/program.ts",
            'import { a } from "../sandbox/sandbox.ts"; export const x = a;',
            "no-restricted-imports",
        ],
        [
            "the Automation API outside the runner",
            "stacks/program.ts",
            'import { a } from "@pulumi/pulumi/automation/index.js"; export const x = a;',
            "no-restricted-imports",
        ],
        [
            "the runner importing the run",
            "stacks/runner/up.ts",
            'import { a } from "../run/run.ts"; export const x = a;',
            "no-restricted-imports",
        ],
        [
            "the backend importing the runner",
            "stacks/backend/storage.ts",
            'import { a } from "../runner/up.ts"; export const x = a;',
            "no-restricted-imports",
        ],
        [
            "the sweep importing the runner",
            "stacks/sweep/sweep.ts",
            'import { a } from "../runner/up.ts"; export const x = a;',
            "no-restricted-imports",
        ],
        [
            "configuration read by a component",
            "components/naming.ts",
            'import * as pulumi from "@pulumi/pulumi"; export const x = new pulumi.Config();',
            "no-restricted-properties",
        ],
        [
            "a resource made inside apply",
            "components/aws/trace-bucket.ts",
            "export const x = (o: any, aws: any) => o.apply(() => new aws.s3.Bucket('b'));",
            "no-restricted-syntax",
        ],
        [
            "a component made inside apply",
            "components/tempo-sts-stack.ts",
            "export const x = (o: any, TraceBucket: any) => o.apply(() => new TraceBucket('b'));",
            "no-restricted-syntax",
        ],
        [
            "a file of more than 200 lines",
            "components/pure/issuer.ts",
            `export const x = [\n${"1,\n".repeat(201)}];`,
            "max-lines",
        ],
        [
            "printing outside the command line",
            "stacks/program.ts",
            'console.log("x");',
            "no-console",
        ],
    ];

    for (const [what, filePath, text, rule] of seeded) {
        it(`refuse ${what}`, async () => {
            const [result] = await untyped.lintText(text, { filePath });
            expect(result?.messages.map(({ ruleId }) => ruleId)).to.include(rule);
        });
    }

    it("refuse an Output in a template literal", async () => {
        const fixture = "test/fixtures/lint/output-in-text.ts";
        const project = join(import.meta.dirname, "../fixtures/lint/tsconfig.json");
        const typed = new ESLint({
            ignore: false,
            overrideConfig: {
                languageOptions: { parserOptions: { projectService: false, project } },
            },
        });
        const [result] = await typed.lintFiles(fixture);
        expect(result?.messages.map(({ ruleId }) => ruleId)).to.include(
            "@pulumi/no-output-in-template-literal",
        );
    });
});
