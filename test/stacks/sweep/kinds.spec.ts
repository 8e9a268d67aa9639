/** What each kind of thing needs before it can go, and what it refuses to do. */
import { expect } from "chai";

import { SYSTEM_CLOCK } from "../../../stacks/waiting/clock.ts";
import { openAws } from "../../../stacks/sweep/aws-access.ts";
import type { ClusterTools } from "../../../stacks/sweep/kinds/kind.ts";
import { NAMESPACES } from "../../../stacks/sweep/kinds/namespaces.ts";
import { BUCKETS } from "../../../stacks/sweep/kinds/buckets.ts";
import { SECRETS, TEMPO_STACKS } from "../../../stacks/sweep/kinds/objects.ts";
import { POLICIES } from "../../../stacks/sweep/kinds/policies.ts";
import { ROLES } from "../../../stacks/sweep/kinds/roles.ts";
import type { OwnedThing } from "../../../stacks/sweep/owned-thing.ts";
import { freshName, SANDBOX_TIMEOUT_MS } from "../../support/sandbox.ts";
import { awsError } from "../support/fake-cloud.ts";
import { rejection } from "../support/rejection.ts";
import {
    type EmulatedWorld,
    makeBucket,
    makeClaim,
    makeObject,
    makePolicy,
    makeRole,
    openEmulated,
} from "./emulated.ts";
import { operationOf, startProxy } from "./proxy.ts";
import { awsTags, clusterLabels, inAws, inCluster, lacking } from "./world.ts";

describe("of the kinds of a sweep", function () {
    this.timeout(60_000);
    let world: EmulatedWorld;
    let cluster: ClusterTools;
    const namespaces: string[] = [];

    before(async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        world = await openEmulated();
        cluster = { cluster: world.cluster, clock: SYSTEM_CLOCK };
    });

    after(async () => {
        for (const name of namespaces) {
            await world.api.request("DELETE", `/api/v1/namespaces/${name}`).catch(() => undefined);
        }
        world.close();
    });

    const makeNamespace = async (labels: Record<string, string> = {}): Promise<string> => {
        const name = freshName("kd");
        namespaces.push(name);
        await makeObject(world, "namespace", name, labels);
        return name;
    };
    const claimsIn = async (namespace: string): Promise<unknown[]> => {
        const path = `/api/v1/namespaces/${namespace}/persistentvolumeclaims`;
        const { items } = (await world.api.request("GET", path)) as { items: unknown[] };
        return items;
    };
    it("a policy loses its old versions first", async () => {
        const name = freshName("kd");
        const id = await makePolicy(world, name, {});
        const operations: string[] = [];
        const proxy = await startProxy(world.sandbox.aws, (request) => {
            operations.push(operationOf(request));
            return undefined;
        });
        const aws = await openAws({ ...world.aws, endpoints: { iam: proxy.url } });
        await POLICIES.remove({ aws }, { ...inAws("policy", name, {}), id });
        aws.close();
        await proxy.stop();
        expect(operations).to.deep.equal([
            "ListPolicyVersions",
            "DeletePolicyVersion",
            "DeletePolicy",
        ]);
    });

    it("a role that goes while it is looked at is none", async () => {
        const name = freshName("tracing-kd");
        await makeRole(world, name, awsTags("gone"));
        const proxy = await startProxy(world.sandbox.aws, (request) =>
            operationOf(request) === "ListRoleTags" && request.body.includes(name)
                ? awsError(404, "NoSuchEntity", "it is gone")
                : undefined,
        );
        const aws = await openAws({ ...world.aws, endpoints: { iam: proxy.url } });
        const found = (await ROLES.list({ aws })).filter((each) => each.name === name);
        aws.close();
        await proxy.stop();
        expect(found).to.deep.equal([]);
    });

    it("a bucket without any tags is one without ours", async () => {
        const name = freshName("tracing-kd");
        await makeBucket(world, name, {});
        const aws = await openAws(world.aws);
        const found = (await BUCKETS.list({ aws })).find((each) => each.name === name);
        expect(found?.unchecked).to.equal(undefined);
        expect(found?.marks.values).to.deep.equal({});
        aws.close();
    });

    it("a namespace of the same name that was made since is not deleted", async () => {
        const name = await makeNamespace(clusterLabels("gone"));
        const other: OwnedThing = {
            ...inCluster("namespace", name, clusterLabels("gone")),
            id: "00000000-0000-0000-0000-000000000000",
        };
        const refused = await rejection(NAMESPACES.remove(cluster, other));
        expect(String(refused)).to.match(/the cluster refused: status 409/);
        expect(await NAMESPACES.read(cluster, other)).to.not.equal(undefined);
    });

    it("a Secret stays while its TempoStack is there", async () => {
        const namespace = await makeNamespace();
        const labels = clusterLabels("gone");
        await makeObject(world, "secret", `${namespace}/aws-sts`, labels);
        await makeObject(world, "tempo-stack", `${namespace}/tmstack`, {});
        const secret = inCluster("secret", `${namespace}/aws-sts`, labels);
        const refused = await rejection(SECRETS.remove(cluster, secret));
        expect(String(refused)).to.match(/TempoStack tmstack has to be gone first/);
        expect(await SECRETS.read(cluster, secret)).to.not.equal(undefined);
    });

    it("a Secret takes with it the claims of its TempoStack that is gone", async () => {
        const namespace = await makeNamespace();
        const labels = clusterLabels("gone");
        await makeObject(world, "secret", `${namespace}/aws-sts`, labels);
        await makeClaim(world, namespace, "tmstack");
        const unread = inCluster("secret", `${namespace}/aws-sts`, labels);
        await SECRETS.remove(cluster, (await SECRETS.read(cluster, unread)) ?? unread);
        expect(await claimsIn(namespace)).to.deep.equal([]);
        expect(await SECRETS.read(cluster, unread)).to.equal(undefined);
    });

    it("a TempoStack takes its claims with it", async () => {
        const namespace = await makeNamespace();
        const labels = lacking(clusterLabels("gone"), "app.kubernetes.io/managed-by");
        // Without its Secret the operator makes nothing of it; the claim is one of earlier.
        await makeObject(world, "tempo-stack", `${namespace}/tmstack`, labels);
        await makeClaim(world, namespace, "tmstack");
        const unread = inCluster("tempo-stack", `${namespace}/tmstack`, labels);
        await TEMPO_STACKS.remove(cluster, (await TEMPO_STACKS.read(cluster, unread)) ?? unread);
        expect(await claimsIn(namespace)).to.deep.equal([]);
    });
});
