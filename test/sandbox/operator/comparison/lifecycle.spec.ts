import { expect } from "chai";

import { jsonList, valueAt } from "../../../../sandbox/operator/cluster/values.ts";
import { get, make, patch, removeAndWait } from "../requests.ts";
import {
    blueprintStack,
    conditionOf,
    createWhenSeen,
    makeNamespace,
    makeSecret,
    plainStack,
    podNames,
    untilUp,
} from "../stacks.ts";
import { eventually } from "../waiting.ts";
import { withOperators } from "./operators.ts";

const FRONTEND = "tempo-tmstack-query-frontend";

withOperators("given TempoStacks over their lives", (place) => {
    it("makes nothing for one that it is not to manage, and lets it go", async () => {
        const { cluster } = place();
        const namespace = await makeNamespace(cluster);
        await makeSecret(cluster, namespace);
        await createWhenSeen(cluster, blueprintStack(namespace, { managementState: "Unmanaged" }));
        await eventually("it is held", async () => {
            const found = await get(cluster, "TempoStack", namespace, "tmstack");
            return found?.metadata.finalizers?.length;
        });
        // By the time that another one is up, this one would have got something too.
        const other = await makeNamespace(cluster);
        await makeSecret(cluster, other);
        await createWhenSeen(cluster, plainStack(other));
        await untilUp(cluster, other);
        await removeAndWait(cluster, "TempoStack", other, "tmstack");
        expect(await get(cluster, "ServiceAccount", namespace, "tempo-tmstack")).to.equal(
            undefined,
        );
        expect(await conditionOf(cluster, namespace)).to.equal("");
        await removeAndWait(cluster, "TempoStack", namespace, "tmstack");
    });

    it("makes the UI's service account with its Route, and keeps it without", async () => {
        const { cluster } = place();
        const namespace = await makeNamespace(cluster);
        await makeSecret(cluster, namespace);
        await createWhenSeen(cluster, plainStack(namespace));
        await untilUp(cluster, namespace);
        const account = async () => get(cluster, "ServiceAccount", namespace, FRONTEND);
        const route = async () => get(cluster, "Route", namespace, FRONTEND);
        const exposeAs = async (type: string): Promise<void> => {
            const jaegerQuery = { enabled: true, ingress: { type } };
            const spec = { template: { queryFrontend: { jaegerQuery } } };
            await patch(cluster, "TempoStack", namespace, "tmstack", { spec });
        };
        expect(await account()).to.equal(undefined);
        await exposeAs("route");
        await eventually("the Route is there", route);
        await eventually("the account is there", account);
        await exposeAs("none");
        await eventually("the Route is gone", async () => (await route()) === undefined);
        expect(await account()).to.not.equal(undefined);
        await removeAndWait(cluster, "TempoStack", namespace, "tmstack");
    });

    it("uses a service account of the user's without a hand on it", async () => {
        const { cluster } = place();
        const namespace = await makeNamespace(cluster);
        await makeSecret(cluster, namespace);
        const metadata = { name: "mine", namespace };
        await make(cluster, { apiVersion: "v1", kind: "ServiceAccount", metadata });
        const stack = plainStack(namespace, { serviceAccount: "mine" });
        await eventually("the operator has seen the account", async () => {
            return (await createWhenSeen(cluster, stack)).status === 201;
        });
        await untilUp(cluster, namespace);
        const querier = await get(cluster, "Deployment", namespace, "tempo-tmstack-querier");
        expect(valueAt(querier, "spec", "template", "spec", "serviceAccountName")).to.equal("mine");
        const account = await get(cluster, "ServiceAccount", namespace, "mine");
        expect(account?.metadata.annotations).to.equal(undefined);
        expect(await get(cluster, "ServiceAccount", namespace, "tempo-tmstack")).to.equal(
            undefined,
        );
        await removeAndWait(cluster, "TempoStack", namespace, "tmstack");
    });

    it("runs as many pods as it is told, and fewer when it is told so", async () => {
        const { cluster } = place();
        const namespace = await makeNamespace(cluster);
        await makeSecret(cluster, namespace);
        await createWhenSeen(cluster, plainStack(namespace, { size: "1x.pico" }));
        await eventually("ten pods", async () => {
            return (await podNames(cluster, namespace)).length === 10;
        });
        await untilUp(cluster, namespace);
        await eventually("both ingesters are listed", async () => {
            const stack = await get(cluster, "TempoStack", namespace, "tmstack");
            const names = jsonList(valueAt(stack, "status", "components", "ingester", "Ready"));
            return [0, 1].every((one) => names.includes(`tempo-tmstack-ingester-${one}`));
        });
        const spec = { template: { querier: { replicas: 1 } } };
        await patch(cluster, "TempoStack", namespace, "tmstack", { spec });
        await eventually("nine pods", async () => {
            return (await podNames(cluster, namespace)).length === 9;
        });
        await removeAndWait(cluster, "TempoStack", namespace, "tmstack");
    });

    it("lets a namespace go with a TempoStack and its volume claims in it", async function () {
        this.timeout(60_000);
        await place().namespaceGone;
    });

    it("has complained of nothing meanwhile", () => {
        expect(place().errors.map(String)).to.deep.equal([]);
    });
});
