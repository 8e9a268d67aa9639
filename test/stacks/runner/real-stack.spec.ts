import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import type { Lifetime } from "../../../components/pure/lifetime/lifetime.ts";
import { deployStack } from "../../../stacks/runner/deploy.ts";
import { destroyStack } from "../../../stacks/runner/destroy.ts";
import { driftOfStack } from "../../../stacks/runner/drift.ts";
import {
    OperationAbortedError,
    OperationFailedError,
    StackLockedError,
    StackMissingError,
} from "../../../stacks/runner/errors.ts";
import { stackGraph } from "../../../stacks/runner/graph.ts";
import { listStacks } from "../../../stacks/runner/list.ts";
import { previewStack } from "../../../stacks/runner/preview.ts";
import { showStack } from "../../../stacks/runner/show.ts";
import { unlockStack } from "../../../stacks/runner/unlock.ts";
import { skipWithoutCli } from "../../sandbox/engines/real-cli.ts";
import { rejection } from "../support/rejection.ts";
import { PROJECT, SmallSetUp } from "./small/set-up.ts";

const LIFETIME: Lifetime = {
    owner: "1234",
    branch: "main",
    created: "20261124T104300Z",
    expires: "20261125T104300Z",
};

describe("a stack of the user's own, with the real CLI", function () {
    this.timeout(120_000);
    let setUp = SmallSetUp.none;

    before(async function () {
        await skipWithoutCli(this, "stacks of the user's own");
        setUp = await SmallSetUp.make();
    });

    after(() => setUp.remove());

    it("is previewed and drawn before it is there, and not made by that", async () => {
        const { steps, changes } = await previewStack(setUp.target("plan"));
        const made = steps.map(({ op, name }) => `${op} ${name}`);
        expect(made).to.include.members(["create bucket", "create role", "create job"]);
        expect(changes).to.deep.equal({ create: 4 });
        const { nodes, edges } = await stackGraph(setUp.target("plan"));
        expect(nodes.map(({ name }) => name)).to.deep.equal(["bucket", "role", "job"]);
        const short = (urn: string): string => urn.split("::").at(-1) ?? "";
        expect(edges.map(({ from, to }) => `${short(from)} ${short(to)}`)).to.deep.equal([
            "bucket role",
            "role job",
        ]);
        expect(await listStacks(setUp.target("plan"))).to.deep.equal([]);
        expect(existsSync(join(setUp.root, "program", "config"))).to.equal(false);
    });

    it("is deployed from its file, single values and a lifetime, and again when the file is gone; nothing is left beside it", async () => {
        const folder = join(setUp.root, "program", "config");
        await mkdir(folder);
        const written = "config:\n  small:name: from the file\n  small:value: '0.20'\n";
        await writeFile(join(folder, "Pulumi.file.yaml"), written);
        const secret = [...(setUp.target("file").config ?? []), ["password", "hidden"] as const];
        const target = setUp.target("file", { lifetime: LIFETIME, config: secret });
        const first = await deployStack(target);
        expect(first.changes).to.deep.equal({ create: 4 });
        expect(first.outputs["lifetime"]).to.deep.equal({ value: "0.20", ...LIFETIME });
        expect(await readFile(join(folder, "Pulumi.file.yaml"), "utf8")).to.equal(written);
        expect(await readdir(folder)).to.deep.equal(["Pulumi.file.yaml"]);
        await rm(folder, { recursive: true });
        // The salt that the state's secrets are encrypted with was nowhere but in the state.
        const later = { ...LIFETIME, created: "20261124T200000Z", expires: "20261126T104300Z" };
        const config = [...(setUp.target("file").config ?? []), ["value", "0.20"] as const];
        const again = await deployStack(setUp.target("file", { lifetime: later, config }));
        expect(again.outputs["lifetime"]).to.include({
            created: LIFETIME.created,
            expires: later.expires,
        });
        const shown = await showStack(setUp.target("file"));
        expect(shown.lifetime).to.deep.equal({ ...later, created: LIFETIME.created });
        expect(shown.outputs["password"]).to.equal("[secret]");
        expect(shown.resources.map(({ id }) => id)).to.include("file-bucket");
        expect(existsSync(join(setUp.home, "workspaces"))).to.equal(false);
    });

    it("shows what was changed behind its back, and not a lifetime that another run would give it", async () => {
        const config = [...(setUp.target("file").config ?? []), ["value", "0.20"] as const];
        const lifetime = { ...LIFETIME, expires: "20271126T104300Z" };
        const target = setUp.target("file", { config, lifetime });
        expect((await driftOfStack(target)).drifted).to.deep.equal([]);
        await rm(join(setUp.world, "things", "file-role"));
        const { drifted } = await driftOfStack(target);
        expect(drifted.map(({ name, op }) => `${op} ${name}`)).to.deep.equal(["delete role"]);
        const failure = await rejection(previewStack(target, { expectNoChanges: true }));
        expect(failure).to.be.instanceOf(OperationFailedError);
        expect(String(failure)).to.match(/expected no change, got update bucket/);
        // What is gone already is no reason not to be destroyed.
        await destroyStack(target, { remove: true });
        expect(await setUp.things("file")).to.deep.equal([]);
    });

    it("is deployed for two branches at once from one folder", async () => {
        const names = ["twin-a", "twin-b"];
        const results = await Promise.all(names.map((name) => deployStack(setUp.target(name))));
        expect(results.map(({ outputs }) => outputs["bucket"])).to.deep.equal([
            "twin-a-bucket",
            "twin-b-bucket",
        ]);
        const listed = await listStacks(setUp.target(""));
        expect(listed.map(({ name }) => name)).to.deep.equal(names);
        expect(listed[0]).to.deep.include({ project: PROJECT, updating: false, tags: {} });
        const gone = await Promise.all(
            names.map((name) => destroyStack(setUp.target(name), { remove: true })),
        );
        expect(gone.map(({ existed }) => existed)).to.deep.equal([true, true]);
    });

    it("is left alone while another update runs, or waited for", async () => {
        await setUp.hold("before-create", "busy-bucket");
        const stop = new AbortController();
        const first = deployStack(setUp.target("busy"));
        await setUp.waitFor("held before-create busy-bucket");
        const lock = await setUp.lock("busy");

        const failure = await rejection(deployStack(setUp.target("busy")));
        expect(failure).to.be.instanceOf(StackLockedError);
        expect(failure).to.have.deep.property("lock", lock);
        expect(String(failure)).to.match(
            /The stack busy is locked by another update: .+@.+ \(pid \d+\), for \d+ s\. Wait for it/,
        );
        expect(await unlockStack(setUp.target("busy"))).to.include({ state: "refused" });
        const owner = `${lock.username}@${lock.hostname}`;
        const forced = await unlockStack(setUp.target("busy"), { force: owner });
        expect(forced.state).to.equal("refused");
        expect(forced.why).to.match(/lives on this computer/);

        const patient = setUp.target("busy", { lockWaitSeconds: 60 });
        const given = rejection(deployStack(patient, { signal: stop.signal }));
        const told: string[] = [];
        const waiting = deployStack(patient, {
            onEvent: ({ kind, message }) => {
                if (kind === "message" && message?.startsWith("waiting") === true) {
                    told.push(message);
                    stop.abort(new Error("enough"));
                    void setUp.letGo("before-create", "busy-bucket");
                }
            },
        });
        expect((await first).changes).to.deep.equal({ create: 4 });
        expect((await waiting).changes).to.deep.equal({});
        expect(told).to.deep.equal([`waiting for ${owner}`]);
        expect(await given).to.be.instanceOf(OperationAbortedError);
    });

    it("is missing where there is none", async () => {
        for (const verb of [showStack, driftOfStack]) {
            const failure = await rejection(verb(setUp.target("none"), {}));
            expect(failure).to.be.instanceOf(StackMissingError);
        }
        expect(await destroyStack(setUp.target("none"))).to.include({ existed: false });
        expect(await unlockStack(setUp.target("none"))).to.include({ state: "none" });
    });
});
