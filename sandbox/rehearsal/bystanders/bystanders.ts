/** Things of somebody else that stand as near to the deployment as can be, to show that they are not touched. */
import { tracingName } from "../../../components/pure/names/physical-names.ts";
import { serviceAccountNames } from "../../../components/pure/service-accounts.ts";
import { jaegerShape } from "../../../stacks/settings/jaeger-shape.ts";
import type { Settings } from "../../../stacks/settings/settings.ts";
import type { Sandbox } from "../../sandbox.ts";
import type { Bystander } from "../proofs/target.ts";
import { makeInAws } from "./in-aws.ts";
import { makeInCluster } from "./in-cluster.ts";

/** What is made, and how to take it away from a cluster that stays. */
export interface Bystanders extends Bystander {
    /** Takes the namespaces away again; what is in AWS goes with the sandbox. */
    remove(): Promise<void>;
}

/** Names end in this and begin as ours do: nothing may go by a name's beginning. */
const SUFFIX = "-bystander";

/**
 * Makes a bucket with an object in it, a role, and a namespace with service accounts of the same names as ours. The
 * namespace of the deployment is made too, where the deployment itself does not.
 */
export async function makeBystanders(sandbox: Sandbox, settings: Settings): Promise<Bystanders> {
    const common = tracingName(settings.namespace, settings.buildNamespace);
    const namespace = near(settings.namespace, 63);
    const serviceAccounts = serviceAccountNames({
        tempoName: settings.tempoName,
        jaegerQuery: jaegerShape(settings),
    });
    const [inAws, inCluster] = await Promise.allSettled([
        makeInAws(sandbox, {
            namespace,
            serviceAccounts,
            bucketName: near(settings.bucketName ?? common, 63),
            roleName: near(settings.roleName ?? common, 64),
        }),
        makeInCluster(sandbox.cluster, {
            namespace,
            serviceAccounts,
            empty: settings.createNamespace ? [] : [settings.namespace],
        }),
    ]);
    if (inCluster.status === "rejected") throw inCluster.reason;
    const remove = () => inCluster.value.remove();
    if (inAws.status === "rejected") {
        await remove();
        throw inAws.reason;
    }
    return { namespace, ...inAws.value, remove };
}

function near(name: string, longest: number): string {
    return `${name.slice(0, longest - SUFFIX.length)}${SUFFIX}`;
}
