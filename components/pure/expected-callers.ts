// Who is expected to take the role: what the alarms and rules of a watch take for normal.
import { oidcProviderArn, type AccountScope } from "./arn.ts";
import {
    serviceAccountNames,
    serviceAccountSubject,
    type JaegerQueryShape,
} from "./service-accounts.ts";

/** Who may take a role without anybody being told. */
export interface ExpectedCallers {
    /** The `sub` of their tokens; `*` stands for any text. */
    readonly subjects: readonly string[];
    /** The ARNs of the IAM OIDC providers that their tokens come from. */
    readonly providerArns: readonly string[];
}

/** What tells who is expected. */
export interface ExpectedCallersArgs extends AccountScope {
    readonly issuer: string;
    readonly namespace: string;
    readonly tempoName: string;
    readonly jaegerQuery: JaegerQueryShape;
    /** Other clusters that may take the role. @default - none */
    readonly clusters?:
        | readonly {
              readonly issuer: string;
              readonly namespace?: string | undefined;
              readonly tempoName?: string | undefined;
          }[]
        | undefined;
    /** Subjects with `*` or `?` that may take the role. @default - none */
    readonly patterns?: readonly string[] | undefined;
}

/** Who is expected, each subject and each provider once. */
export function expectedCallers(args: ExpectedCallersArgs): ExpectedCallers {
    const { partition, accountId, namespace, tempoName, jaegerQuery } = args;
    const clusters = [{ issuer: args.issuer, namespace, tempoName }, ...(args.clusters ?? [])];
    const subjects = clusters.flatMap((cluster) =>
        serviceAccountNames({ tempoName: cluster.tempoName ?? tempoName, jaegerQuery }).map(
            (name) => serviceAccountSubject(cluster.namespace ?? namespace, name),
        ),
    );
    // Neither CloudWatch nor EventBridge knows ?: the next wider thing.
    const patterns = (args.patterns ?? []).map((pattern) => pattern.replaceAll("?", "*"));
    const providers = clusters.map(({ issuer }) =>
        oidcProviderArn({ partition, accountId, issuer }),
    );
    return {
        subjects: [...new Set([...subjects, ...patterns])],
        providerArns: [...new Set(providers)],
    };
}
