import { expect } from "chai";

import { checkBackend } from "../../../stacks/runner/check-backend.ts";
import { destroyStack } from "../../../stacks/runner/destroy.ts";
import {
    BackendMissingError,
    RunnerError,
    StackLockedError,
    StackMissingError,
} from "../../../stacks/runner/errors.ts";
import { listStacks } from "../../../stacks/runner/list.ts";
import { showStack } from "../../../stacks/runner/show.ts";
import { rejection } from "../support/rejection.ts";
import { FakeCli } from "./fake/fake-cli.ts";

describe("stacks on a service, with a fake of Pulumi's CLI", function () {
    this.timeout(20_000);
    let fake: FakeCli;
    let root: string;

    beforeEach(async () => {
        fake = await FakeCli.install();
        ({ root } = fake);
    });

    afterEach(() => fake.remove());

    const cloud = () => fake.target({ backend: "https://api.pulumi.com" });

    it("lists by the CLI, with tags; one that cannot be read keeps nobody from the others", async () => {
        const stacks = [
            {
                name: "b",
                lastUpdate: "2026-11-24T10:00:00Z",
                updateInProgress: true,
                resourceCount: 3,
            },
            { name: "a", updateInProgress: false },
        ];
        const list = { stdout: JSON.stringify(stacks) };
        await fake.answer("stack ls", list, list);
        await fake.answer("stack tag ls", { code: 255 }, { stdout: '{"tempo-sts:owner":"x"}' });
        const listed = await listStacks(cloud(), { root });
        expect(listed.map(({ name, updating }) => ({ name, updating }))).to.deep.equal([
            { name: "a", updating: false },
            { name: "b", updating: true },
        ]);
        expect(listed.filter(({ tags }) => tags !== undefined)).to.have.lengthOf(1);
        const [plain] = await listStacks(cloud(), { root, tags: false });
        expect(plain).to.deep.equal({ name: "a", project: "fake", updating: false });
    });

    it("asks the CLI whether there is a stack", async () => {
        const nothing = { stderr: "error: no stack named 'dev' found", code: 6 };
        await fake.answer("stack", nothing, nothing, { stderr: "error: 500", code: 1 });
        expect(await destroyStack(cloud(), { root })).to.include({ existed: false });
        expect(await rejection(showStack(cloud(), { root }))).to.be.instanceOf(StackMissingError);
        const failure = await rejection(showStack(cloud(), { root }));
        expect(failure).to.be.instanceOf(RunnerError).and.not.instanceOf(StackMissingError);
    });

    it("is checked by a look at who is there; secrets are the service's, unless another provider is named", async () => {
        expect(await checkBackend(cloud(), { root })).to.deep.equal({
            url: "https://api.pulumi.com",
            user: "somebody",
        });
        expect((await fake.calls()).map(({ call }) => call)).to.deep.equal(["whoami"]);
        await checkBackend({ ...cloud(), secretsProvider: "awskms://alias/x" }, { root });
        const [, , init, set] = await fake.calls();
        expect(init?.argv.join(" ")).to.match(/^stack init check .*awskms:\/\/alias\/x$/);
        expect(set?.call).to.equal("config set");
        // Nothing is tried in the backend itself.
        for (const call of [init, set]) {
            expect(call?.env["PULUMI_BACKEND_URL"]).to.match(
                /^file:\/\/.*\/tempo-sts-stack-.*\/backend$/,
            );
        }
    });

    it("fails the check, where the backend does not let anybody in, or the provider does not encrypt", async () => {
        const stderr = "error: PULUMI_ACCESS_TOKEN must be set for login";
        await fake.answer("whoami", { stderr, code: 255 });
        const closed = await rejection(checkBackend(cloud(), { root }));
        expect(closed.message).to.equal(
            "reaching the backend: PULUMI_ACCESS_TOKEN must be set for login",
        );
        await fake.answer("config set", { stderr: "noise\nerror: no such key", code: 255 });
        const unable = await rejection(checkBackend(fake.target(), { root }));
        expect(unable.message).to.equal("encrypting with the secrets provider: no such key");
    });

    it("is refused where it is none, before anything is called", async () => {
        for (const backend of ["s4://bucket", "bucket", "file:///no/such/folder"]) {
            const failure = await rejection(listStacks(fake.target({ backend }), { root }));
            expect(failure, backend).to.be.instanceOf(BackendMissingError);
        }
        expect(await fake.calls()).to.deep.equal([]);
    });

    it("are not mended while an update of them runs", async () => {
        const resource = {
            urn: "urn:pulumi:dev::fake::aws:s3/bucket:Bucket::bucket",
            ...{ type: "aws:s3/bucket:Bucket", custom: true, inputs: { bucket: "b" } },
        };
        const pending_operations = [{ type: "creating", resource }];
        const stdout = JSON.stringify({ version: 3, deployment: { pending_operations } });
        await fake.answer("stack export", { stdout });
        const stderr = "error: [409] Conflict: Another update is currently in progress.";
        await fake.answer("stack import", { stderr, code: 255 });
        const busy = await rejection(destroyStack(cloud(), { root }));
        expect(busy).to.be.instanceOf(StackLockedError);
        const calls = (await fake.calls()).map(({ call }) => call);
        expect(calls.slice(-3)).to.deep.equal(["stack tag set", "stack import", "stack tag rm"]);
    });
});
