/** Everything that a sweep decides on: the stacks of the backend, what is in AWS, what is in the cluster. */
import { awsConnection, type AwsConnection } from "../stacks/aws/connection.ts";
import type { Cluster } from "../stacks/cluster/connection.ts";
import type { StackTarget } from "../stacks/runner/target.ts";
import { PROJECT } from "../stacks/settings/project.ts";
import type { Settings } from "../stacks/settings/settings.ts";
import { planSweep, type SweepPlan } from "../stacks/sweep/plan.ts";
import { describeError } from "../sandbox/rehearsal/errors.ts";
import { UserError } from "./errors.ts";
import type { Rooms } from "./rooms.ts";
import type { Progress, Session } from "./session.ts";

/** What was seen, and what is to become of it. */
export interface Surroundings {
    readonly plan: SweepPlan;
    readonly aws: AwsConnection;
    readonly cluster: Cluster | undefined;
    /** What could not be looked at as a whole. */
    readonly notes: readonly string[];
}

/** Where to look. */
export interface Where {
    readonly target: Omit<StackTarget, "stack">;
    /** The one stack that it is about. */
    readonly stack: string | undefined;
    readonly root: string | undefined;
}

/** Settings are read for their Region, cluster and credentials; a namespace has to stand among them. */
const NOWHERE = "tempo-sts-sweep";

/** Looks, and plans. @throws UserError when AWS does not say whose the credentials are */
export async function lookAround(
    { target, stack, root }: Where,
    session: Session,
    rooms: Rooms,
    progress: Progress,
): Promise<Surroundings> {
    const { signal, io } = session;
    const config = [["namespace", NOWHERE] as const, ...(target.config ?? [])];
    const nowhere = { ...target, config, stack: NOWHERE };
    const decryption = { signal, root: () => Promise.resolve(root) };
    const settings = await rooms.readSettings(nowhere, io.env, decryption);
    const aws = awsConnection(settings, io.env);
    progress("asking AWS whose the credentials are");
    const accountId = await rooms.callerAccount(aws, { signal }).catch((cause: unknown) => {
        throw new UserError(
            `Expected AWS to say whose the credentials are, but: ${describeError(cause)}. Look at \`aws sts get-caller-identity\`; the Region is set by --config region=…`,
            "preflight",
        );
    });
    const { cluster, notes } = await clusterOf(settings, session, rooms);
    progress("listing the stacks, and what carries our tags", true);
    const [stacks, owned] = await Promise.all([
        rooms.listStacks(target, { signal, root, tags: true }),
        rooms.inventory({ aws, accountId, cluster, signal }),
    ]);
    const whole = planSweep({ stacks, owned, now: session.now(), accountId, project: PROJECT });
    return { plan: stack === undefined ? whole : narrowed(whole, stack), aws, cluster, notes };
}

async function clusterOf(settings: Settings, { io }: Session, rooms: Rooms) {
    const { context, kubeconfig } = settings.kubernetes;
    try {
        return { cluster: await rooms.connectCluster(settings.kubernetes, io.env), notes: [] };
    } catch (error) {
        // One that was asked for must be there.
        if (context !== undefined || kubeconfig !== undefined) throw error;
        const note = "no cluster is configured here, so nothing in one was looked at";
        return { cluster: undefined, notes: [note] };
    }
}

/** The stack itself; what belongs to no stack is not about it. */
function narrowed(plan: SweepPlan, stack: string): SweepPlan {
    const name = stack.slice(stack.lastIndexOf("/") + 1);
    return { ...plan, rows: plan.rows.filter((row) => row.kind === "stack" && row.name === name) };
}
