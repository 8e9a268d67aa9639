import { expect } from "chai";

import { RESOURCES } from "../../../../sandbox/operator/cluster/objects.ts";
import { jsonList, valueAt, type JsonObject } from "../../../../sandbox/operator/cluster/values.ts";
import { remove } from "../../../../sandbox/operator/cluster/verbs.ts";
import type { TestCluster } from "../cluster.ts";
import { get, make, patch, removeAndWait } from "../requests.ts";
import {
    blueprintStack,
    COMPONENT_KINDS,
    conditionOf,
    CONTAINERS,
    makeNamespace,
    makeSecret,
    podNames,
    untilUp,
} from "../stacks.ts";
import { eventually } from "../waiting.ts";
import { withOperators } from "./operators.ts";
import { LATE_SECRET } from "./warnings.ts";

const FRONTEND = "tempo-tmstack-query-frontend";
const ROLE_ANNOTATION = "eks.amazonaws.com/role-arn";

withOperators("when something changes around a TempoStack", (place) => {
    let cluster: TestCluster;
    let namespace: string;

    before(async () => {
        ({ cluster } = place());
        namespace = await makeNamespace(cluster);
        await makeSecret(cluster, namespace);
        await make(cluster, blueprintStack(namespace));
        await untilUp(cluster, namespace);
    });

    const untilReplaced = async (before: readonly string[]): Promise<void> => {
        await eventually("all pods are others", async () => {
            const after = await podNames(cluster, namespace);
            return after.length === before.length && !after.some((pod) => before.includes(pod));
        });
        await untilUp(cluster, namespace);
    };

    it("follows a new role at once, and restarts no pod for it", async () => {
        const before = await podNames(cluster, namespace);
        const role = "arn:aws:iam::123456789012:role/another";
        await patch(cluster, "Secret", namespace, "aws-sts", secretData({ role_arn: role }));
        for (const name of ["tempo-tmstack", FRONTEND]) {
            await eventually(`${name} has the new role`, async () => {
                const account = await get(cluster, "ServiceAccount", namespace, name);
                return account?.metadata.annotations?.[ROLE_ANNOTATION] === role;
            });
        }
        expect(await podNames(cluster, namespace)).to.deep.equal(before);
    });

    it("replaces the pods of every component for a new bucket", async () => {
        const before = await podNames(cluster, namespace);
        await patch(cluster, "Secret", namespace, "aws-sts", secretData({ bucket: "other" }));
        await untilReplaced(before);
    });

    it("replaces the pods of every component for a new region", async () => {
        const before = await podNames(cluster, namespace);
        await patch(cluster, "Secret", namespace, "aws-sts", secretData({ region: "eu-west-1" }));
        await untilReplaced(before);
    });

    it("replaces the pods of every component for a changed spec.env", async () => {
        const before = await podNames(cluster, namespace);
        const env = [{ name: "TEMPO_STS_ROLLOUT", value: "1" }];
        await patch(cluster, "TempoStack", namespace, "tmstack", { spec: { env } });
        await untilReplaced(before);
        for (const [component, kind] of COMPONENT_KINDS) {
            const object = await get(cluster, kind, namespace, `tempo-tmstack-${component}`);
            const found = jsonList(valueAt(object, ...CONTAINERS, 0, "env"));
            expect(found.at(-1), component).to.deep.equal(env[0]);
        }
    });

    it("keeps the Route's host while it writes the Route again", async () => {
        const before = await get(cluster, "Route", namespace, FRONTEND);
        await patch(cluster, "TempoStack", namespace, "tmstack", { spec: { timeout: "45s" } });
        const after = await eventually("the Route has the new timeout", async () => {
            const route = await get(cluster, "Route", namespace, FRONTEND);
            const timeout = route?.metadata.annotations?.["haproxy.router.openshift.io/timeout"];
            return timeout === "45s" ? route : undefined;
        });
        const host = `${FRONTEND}-${namespace}.apps.sandbox.invalid`;
        expect(valueAt(before, "spec", "host")).to.equal(host);
        expect(valueAt(after, "spec", "host")).to.equal(host);
        await untilUp(cluster, namespace);
    });

    it("says what is wrong when the Secret goes, and recovers when it is back", async () => {
        await removeAndWait(cluster, "Secret", namespace, "aws-sts");
        await eventually("the missing Secret is told of", async () => {
            const condition = await conditionOf(cluster, namespace);
            return condition === `ConfigurationError/InvalidStorageConfig: ${LATE_SECRET}`;
        });
        await makeSecret(cluster, namespace);
        await untilUp(cluster, namespace);
    });

    it("says what is wrong with a Secret that was spoiled, and lets the TempoStack recover", async () => {
        await spoilSecret();
        await mendSecret();
        await untilUp(cluster, namespace);
    });

    it("makes a service account again that was deleted", async () => {
        const account = async () => get(cluster, "ServiceAccount", namespace, "tempo-tmstack");
        const before = await account();
        await remove(cluster.api, RESOURCES.ServiceAccount, { namespace, name: "tempo-tmstack" });
        await eventually("the account is back", async () => {
            const found = await account();
            return found?.metadata.uid !== before?.metadata.uid
                ? found?.metadata.annotations?.[ROLE_ANNOTATION]
                : undefined;
        });
    });

    it("goes, and takes everything of its own along, when it is deleted", async () => {
        await removeAndWait(cluster, "TempoStack", namespace, "tmstack");
        expect(await leftovers()).to.deep.equal([undefined, undefined, undefined, undefined]);
        expect(await podNames(cluster, namespace)).to.deep.equal([]);
    });

    it("goes at once with a Secret that was spoiled, and what is its own follows", async () => {
        await make(cluster, blueprintStack(namespace));
        await untilUp(cluster, namespace);
        await spoilSecret();
        await remove(cluster.api, RESOURCES.TempoStack, { namespace, name: "tmstack" });
        await eventually("all is gone", async () => {
            const stack = await get(cluster, "TempoStack", namespace, "tmstack");
            return [stack, ...(await leftovers())].every((one) => one === undefined);
        });
    });

    it("cannot go in the foreground with a Secret that was spoiled until that is mended", async () => {
        await mendSecret();
        await make(cluster, blueprintStack(namespace));
        await untilUp(cluster, namespace);
        await spoilSecret();
        const key = { namespace, name: "tmstack" };
        await remove(cluster.api, RESOURCES.TempoStack, key, { propagation: "Foreground" });
        // The operator lets it go; then its webhook judges the collector's change, and refuses it.
        await eventually("the collector alone holds it", async () => {
            const stack = await get(cluster, "TempoStack", namespace, "tmstack");
            expect(stack, "it is not gone").to.not.equal(undefined);
            return stack?.metadata.finalizers?.join() === "foregroundDeletion";
        });
        await eventually("the refusal is told", async () =>
            Promise.resolve(place().errors.some((one) => one.message.includes('"region" field'))),
        );
        await mendSecret();
        await eventually("it is gone", async () => {
            return (await get(cluster, "TempoStack", namespace, "tmstack")) === undefined;
        });
        place().forgive('"region" field');
    });

    const leftovers = async () =>
        Promise.all([
            get(cluster, "ServiceAccount", namespace, "tempo-tmstack"),
            get(cluster, "Route", namespace, FRONTEND),
            get(cluster, "Deployment", namespace, "tempo-tmstack-querier"),
            get(cluster, "StatefulSet", namespace, "tempo-tmstack-ingester"),
        ]);
    const spoilSecret = async (): Promise<void> => {
        await patch(cluster, "Secret", namespace, "aws-sts", { data: { region: null } });
        await eventually("the spoiled Secret is told of", async () => {
            const condition = await conditionOf(cluster, namespace);
            return (
                condition ===
                'ConfigurationError/InvalidStorageConfig: storage secret must contain "region" field'
            );
        });
    };
    const mendSecret = async (): Promise<void> =>
        patch(cluster, "Secret", namespace, "aws-sts", secretData({ region: "us-east-2" }));
});

function secretData(changes: Readonly<Record<string, string>>): JsonObject {
    const encoded = Object.entries(changes).map(
        ([key, value]) => [key, Buffer.from(value).toString("base64")] as const,
    );
    return { data: Object.fromEntries(encoded) };
}
