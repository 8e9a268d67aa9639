import { expect } from "chai";

import { OperationAbortedError } from "../../../stacks/runner/errors.ts";
import { listStacks } from "../../../stacks/runner/list.ts";
import { FakeCli } from "./fake/fake-cli.ts";

const STACKS = "backend/.pulumi/stacks";
const TIME = "2026-11-24T11:28:58.916422912Z";

/** As large as a state of this project. */
function state(stack: string): string {
    const resource = (name: number): object => ({
        urn: `urn:pulumi:${stack}::fake::kubernetes:core/v1:Secret::${name}`,
        custom: true,
        id: `ns/${name}`,
        type: "kubernetes:core/v1:Secret",
        inputs: { text: "x".repeat(600) },
        outputs: { text: "x".repeat(1500) },
    });
    const resources = Array.from({ length: 30 }, (_, name) => resource(name));
    return JSON.stringify({
        version: 3,
        checkpoint: { stack, latest: { manifest: { time: TIME }, resources } },
    });
}

const tagsOf = (tags: Readonly<Record<string, string>>): string =>
    JSON.stringify({ version: 1, tags });

describe("the list of stacks", function () {
    this.timeout(30_000);
    let fake: FakeCli;

    before(async () => {
        fake = await FakeCli.install();
    });

    after(() => fake.remove());

    it("is whole for 1,000 stacks, with tags, locks and lifetimes, from the files alone", async () => {
        const names = Array.from({ length: 1000 }, (_, number) => `branch-${number}`);
        for (const name of names) {
            const tags = { "tempo-sts:owner": name, "tempo-sts:created": "20261124T104300Z" };
            await fake.write(`${STACKS}/fake/${name}.json`, state(name));
            await fake.write(`${STACKS}/fake/${name}.pulumi-tags`, tagsOf(tags));
        }
        await fake.write("backend/.pulumi/locks/organization/fake/branch-7/1.json", "{}");
        await fake.write("backend/.pulumi/locks/organization/other/branch-8/1.json", "{}");
        await fake.write(`${STACKS}/fake/branch-9.pulumi-tags`, "{");
        await fake.write(`${STACKS}/fake/branch-10.json`, '{"version":3,"checkpoint":{}}');
        await fake.write(`${STACKS}/other/branch-1.json`, state("branch-1"));

        const begun = performance.now();
        const listed = await listStacks(fake.target(), { root: fake.root });
        const milliseconds = Math.round(performance.now() - begun);
        process.stderr.write(`\n  (1,000 stacks listed in ${milliseconds} ms)\n`);

        expect(listed.map(({ name }) => name)).to.deep.equal(names.toSorted());
        const of = (name: string) => listed.find((stack) => stack.name === name);
        const tags = { "tempo-sts:owner": "branch-1", "tempo-sts:created": "20261124T104300Z" };
        expect(of("branch-1")).to.deep.equal({
            name: "branch-1",
            project: "fake",
            updating: false,
            lastUpdate: TIME,
            resourceCount: 30,
            tags,
            lifetime: { owner: "branch-1", created: "20261124T104300Z" },
        });
        const updating = listed.filter((stack) => stack.updating).map(({ name }) => name);
        expect(updating).to.deep.equal(["branch-7"]);
        expect(of("branch-9")).to.not.have.any.keys("tags", "lifetime");
        expect(of("branch-10")).to.not.have.any.keys("resourceCount", "lastUpdate");
        expect((await fake.calls()).map(({ call }) => call)).to.deep.equal([]);
    });

    it("is without tags, where they are not wanted, and can be given up", async () => {
        const { root } = fake;
        const [first] = await listStacks(fake.target(), { root, tags: false });
        expect(first).to.not.have.any.keys("tags", "lifetime");
        const stop = new AbortController();
        const running = listStacks(fake.target(), { root, signal: stop.signal });
        stop.abort(new Error("enough"));
        const failure = await running.catch((error: unknown) => error);
        expect(failure).to.be.instanceOf(OperationAbortedError);
        expect(String((failure as Error).cause)).to.match(/enough/);
    });
});
