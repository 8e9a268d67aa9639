/** Which Tempo the doctor looks at, and with what: told by options, or taken from a stack's settings. */
import type { FactTools, Subject } from "../../doctor/facts.ts";
import { askOutside } from "../../stacks/aws/outside.ts";
import { awsConnection, environmentConnection } from "../../stacks/aws/connection.ts";
import { describeAnswer, listAt, textAt } from "../../stacks/cluster/answers.ts";
import type { Cluster } from "../../stacks/cluster/connection.ts";
import type { KubernetesSettings } from "../../stacks/settings/settings.ts";
import { UserError } from "../errors.ts";
import type { Rooms } from "../rooms.ts";
import type { Session } from "../session.ts";
import type { CommonFlags } from "./common.ts";
import { targetOf } from "./target.ts";

/** The options that decide on it. */
export interface SubjectFlags extends CommonFlags {
    readonly namespace?: string;
    readonly name?: string;
    readonly kind: Subject["kind"];
    readonly context?: string;
    readonly kubeconfig?: string;
    readonly probe?: boolean;
}

/** What a stack's settings say, or the environment alone. */
interface Known {
    readonly namespace: string | undefined;
    readonly name: string | undefined;
    readonly kubernetes: KubernetesSettings;
    readonly aws: FactTools["aws"];
}

const RESOURCES = { tempostack: "tempostacks", tempomonolithic: "tempomonolithics" } as const;

/** Everything that a look needs. @throws UserError when the options do not tell which Tempo */
export async function doctorTools(
    flags: SubjectFlags,
    session: Session,
    rooms: Rooms,
): Promise<FactTools> {
    const { io, signal } = session;
    const known = await knownOf(flags, session, rooms);
    const { namespace } = known;
    if (namespace === undefined) {
        throw new UserError(
            "Expected a Tempo, got none. Give --namespace <name> (and --name <name>), or --stack <name> for that of a stack.",
        );
    }
    const { context, kubeconfig } = flags;
    const selection = {
        ...known.kubernetes,
        ...(context === undefined ? {} : { context }),
        ...(kubeconfig === undefined ? {} : { kubeconfig }),
    };
    const cluster = await rooms.connectCluster(selection, io.env);
    const kind = flags.kind;
    const name = known.name ?? (await onlyName(cluster, { kind, namespace }, signal));
    return {
        subject: { kind, namespace, name },
        cluster,
        aws: known.aws,
        outside: (url, over) => askOutside(url, known.aws, over),
        probe: flags.probe === true,
        now: () => Date.now(),
        signal,
    };
}

async function knownOf(flags: SubjectFlags, session: Session, rooms: Rooms): Promise<Known> {
    const { namespace, name } = flags;
    const { io } = session;
    if (flags.stack === undefined && flags.branch === undefined) {
        return { namespace, name, kubernetes: {}, aws: environmentConnection(io.env) };
    }
    const { target } = await targetOf(flags, io);
    session.stack = target.stack;
    const settings = await rooms.readSettings(target, io.env);
    return {
        namespace: namespace ?? settings.namespace,
        name: name ?? settings.tempoName,
        kubernetes: settings.kubernetes,
        aws: awsConnection(settings, io.env),
    };
}

async function onlyName(
    cluster: Cluster,
    { kind, namespace }: Omit<Subject, "name">,
    signal: AbortSignal,
): Promise<string> {
    const path = `/apis/tempo.grafana.com/v1alpha1/namespaces/${namespace}/${RESOURCES[kind]}`;
    const answer = await cluster.ask(path, { signal });
    const names = listAt(answer.body, "items").map((each) => textAt(each, "metadata", "name"));
    const [only] = names;
    if (only !== undefined && names.length === 1) return only;
    const found = answer.status === 200 ? names.join(", ") || "none" : describeAnswer(answer);
    throw new UserError(
        `Expected one ${kind} in namespace ${namespace}, found ${found}. Say which: --name <name>${names.length === 0 ? ", --namespace <name> or --kind <kind>" : ""}.`,
        answer.status === 200 ? "settings" : "preflight",
    );
}
