/** What a rehearsal cannot show, said by the rehearsal itself. */

/** What decides on the limits of one rehearsal. */
export interface Circumstances {
    readonly engine: string;
    readonly realOperator: boolean;
    readonly expiredTokenTried: boolean;
}

/** Sentences, the general ones first. */
export function limitsOf({ engine, realOperator, expiredTokenTried }: Circumstances): string[] {
    return [
        "AWS is an emulator, and tokens are judged by an STS front of ours: AWS's own judgement is seen by the handshake gate of `pulumi up`.",
        "No pod runs: the trace Jobs are validated by the API server and not run; that traces arrive is checked on a cluster, by `pulumi up`.",
        ...(realOperator
            ? []
            : [
                  "The operator is a stand-in that does what was seen of operator 0.22; `--operator PATH` runs a real one.",
              ]),
        ...(engine === "in-process"
            ? [
                  "The in-process engine has no diff and no state: what a second `up` changes is seen with `--engine pulumi`.",
              ]
            : []),
        ...(expiredTokenTried
            ? []
            : [
                  "An expired token was not tried: the cluster is not ours, its key signs nothing for us, and the shortest real token lives ten minutes.",
              ]),
    ];
}
