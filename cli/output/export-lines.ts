/** How to use a rehearsal that was left running, from another shell. */
import type { RehearsalReport } from "../../sandbox/rehearsal/report.ts";

/** Lines to paste, and a few to try. */
export function exportLines({ exports = {}, chain }: RehearsalReport): string {
    const variables = Object.entries(exports).map(
        ([name, value]) => `  export ${name}=${quoted(value)}`,
    );
    const tries =
        chain === undefined
            ? []
            : [
                  `  kubectl get tempostacks,pods,serviceaccounts -n ${chain.namespace}`,
                  `  aws s3 ls s3://${chain.bucketName}`,
                  `  aws iam get-role --role-name ${chain.roleArn.split("/").at(-1) ?? ""}`,
              ];
    return [
        "Left running. In another shell:",
        ...variables,
        "and for example:",
        ...tries,
        "Ctrl-C here takes it away.",
    ].join("\n");
}

function quoted(value: string): string {
    return /^[\w@%+=:,./-]+$/u.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}
