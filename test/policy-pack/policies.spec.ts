import { readFileSync } from "node:fs";

import { expect } from "chai";

import {
    ATTACHMENTS,
    BUCKET_ENCRYPTIONS,
    BUCKET_POLICIES,
    BUCKETS,
    IDENTITY_DOCUMENTS,
    PUBLIC_ACCESS_BLOCKS,
    RESOURCE_DOCUMENTS,
    TAGGED,
} from "../../policy-pack/reading/kinds.ts";
import { policies } from "../../policy-pack/policies.ts";
import { CASES } from "./cases.ts";
import { judge } from "./judge.ts";

describe("the policies of the pack", () => {
    it("are those that have a passing and a failing case", () => {
        expect(policies.map(({ name }) => name)).to.deep.equal(CASES.map(({ policy }) => policy));
    });

    it("are mandatory, have a remedy and can be configured, each with exceptions", () => {
        for (const policy of policies) {
            expect(policy.enforcementLevel, policy.name).to.equal("mandatory");
            expect(policy.remediationSteps, policy.name).to.be.a("string").that.is.not.empty;
            const { properties = {} } = policy.configSchema ?? {};
            expect(properties, policy.name).to.have.property("exempt");
            for (const [key, schema] of Object.entries(properties)) {
                expect(schema.description, key).to.be.a("string").that.is.not.empty;
                expect(schema, key).to.have.property("default");
                expect(schema.type, key).to.equal(
                    Array.isArray(schema.default) ? "array" : "boolean",
                );
            }
        }
    });

    it("have the version of the package", () => {
        const versions = ["policy-pack/package.json", "package.json"].map((file) => {
            const text = readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
            return (JSON.parse(text) as { version: string }).version;
        });
        expect(versions[0]).to.equal(versions[1]);
    });

    const everything = CASES.flatMap(({ passing }) => passing);

    for (const { policy: name, failing } of CASES) {
        const policy = policies.find((each) => each.name === name);
        if (policy === undefined) continue;

        it(`${name}: lets everything that passes pass`, async () => {
            const apart =
                "validateStack" in policy ? [everything] : everything.map((each) => [each]);
            for (const resources of apart) {
                const { violations, doubt } = await judge(policy, resources);
                expect({ violations, doubt }).to.deep.equal({ violations: [], doubt: undefined });
            }
        });

        it(`${name}: refuses what fails, says where, and lets it pass where it is exempt`, async () => {
            const { violations } = await judge(policy, failing);
            const [first] = failing;
            expect(violations).to.have.lengthOf(1);
            expect(violations[0]).to.match(
                new RegExp(`^${first?.name ?? ""}: \`.+\`: expected .+\\.$`),
            );
            const exempt = [first?.name];
            expect((await judge(policy, failing, { exempt })).violations).to.deep.equal([]);
        });
    }

    it("know types that the installed @pulumi/aws has, and members that these have", () => {
        const documents = { ...RESOURCE_DOCUMENTS, ...IDENTITY_DOCUMENTS };
        const withMember: [string, string][] = [
            ...Object.entries(documents),
            ...TAGGED.map((type): [string, string] => [type, "tags"]),
            ...ATTACHMENTS.map((type): [string, string] => [type, "policyArn"]),
            ...[BUCKETS, PUBLIC_ACCESS_BLOCKS, BUCKET_POLICIES, BUCKET_ENCRYPTIONS]
                .flat()
                .map((type): [string, string] => [type, "bucket"]),
        ];
        for (const [type, property] of withMember) {
            expect(declarationOf(type), `${type} ${property}`).to.match(
                new RegExp(`^    ${property}\\??: pulumi\\.Input<`, "m"),
            );
        }
    });
});

function declarationOf(type: string): string {
    const path = type.split(":")[1] ?? "";
    return readFileSync(
        new URL(`../../node_modules/@pulumi/aws/${path}.d.ts`, import.meta.url),
        "utf8",
    );
}
