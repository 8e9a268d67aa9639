import { expect } from "chai";

import {
    AWS_ARGUMENTS,
    KUBERNETES_ARGUMENTS,
} from "../../../stacks/settings/provider-arguments.ts";
import { readProviderConfig } from "../../../stacks/settings/provider-config.ts";

describe("stacks/settings/provider-config", () => {
    it("reads JSON where the provider wants more than a text, and leaves texts as they are", () => {
        const raw = {
            accessKey: "123456",
            profile: "true",
            s3UsePathStyle: "true",
            maxRetries: "3",
            allowedAccountIds: '["123456789012"]',
            endpoints: '[{"s3":"https://localhost:1"}]',
            defaultTags: '{"tags":{"a":"1"}}',
        };
        expect(readProviderConfig("aws", raw, AWS_ARGUMENTS)).to.deep.equal({
            given: {
                accessKey: "123456",
                profile: "true",
                s3UsePathStyle: true,
                maxRetries: 3,
                allowedAccountIds: ["123456789012"],
                endpoints: [{ s3: "https://localhost:1" }],
                defaultTags: { tags: { a: "1" } },
            },
            problems: [],
        });
    });

    it("takes structures as they are", () => {
        const raw = { kubeClientSettings: { qps: 5 }, deleteUnreachable: false };
        const config = readProviderConfig("kubernetes", raw, KUBERNETES_ARGUMENTS);
        expect(config).to.deep.equal({ given: raw, problems: [] });
    });

    it("gives nothing for no configuration", () => {
        const config = readProviderConfig("aws", undefined, AWS_ARGUMENTS);
        expect(config).to.deep.equal({ given: {}, problems: [] });
    });

    const wrong: [name: string, value: unknown, expected: RegExp][] = [
        ["insecure", "yes", /true or false/],
        ["maxRetries", "many", /a number/],
        ["allowedAccountIds", "123456789012", /a list/],
        ["defaultTags", "[]", /a table/],
        ["profile", {}, /a text/],
        ["defaultTags", nestedTable(40), /at most 32 levels/],
    ];
    for (const [name, value, expected] of wrong) {
        it(`refuses ${name}: ${JSON.stringify(value).slice(0, 60)}`, () => {
            const { given, problems } = readProviderConfig("aws", { [name]: value }, AWS_ARGUMENTS);
            expect(given).to.deep.equal({});
            expect(problems).to.have.length(1);
            expect(problems[0]?.path).to.equal(`aws:${name}`);
            expect(problems[0]?.expected).to.match(expected);
        });
    }

    it("refuses a configuration that is no table", () => {
        expect(readProviderConfig("aws", "x", AWS_ARGUMENTS).problems[0]?.path).to.equal("aws:*");
    });

    it("refuses names that every object has", () => {
        const raw = { constructor: "1", toString: "1" };
        expect(readProviderConfig("aws", raw, AWS_ARGUMENTS).problems).to.have.length(2);
    });
});

function nestedTable(levels: number): unknown {
    return levels === 0 ? {} : { a: nestedTable(levels - 1) };
}
