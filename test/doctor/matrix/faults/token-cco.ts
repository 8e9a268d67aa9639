/** Faults of what the cloud credential operator does for Tempo. */
import { managedSecret, managedSecretPath, operatorWith, requestPath } from "../cco-answers.ts";
import type { Fault } from "../fault.ts";
import type { Stage } from "../stage.ts";

const SHAPE = { mode: "token-cco", ingress: "none" } as const;
const DEPLOYMENTS = "/apis/apps/v1/deployments?";
const API = "/apis/cloudcredential.openshift.io/v1";

/** The mode token-cco. */
export const CCO_FAULTS: readonly Fault[] = [
    of("cco-no-role", "The operator has no `ROLEARN`", "cco-role-missing", (stage) => {
        stage.answer(DEPLOYMENTS, 200, operatorWith(undefined));
    }),
    of("cco-role-line-end", "`ROLEARN` ends in a line end", "cco-role-malformed", (stage) => {
        stage.answer(DEPLOYMENTS, 200, operatorWith(`${stage.names.roleArn}\n`));
    }),
    of(
        "cco-not-there",
        "The cluster has no cloud credential operator",
        "cco-missing",
        ({ proxy }) => {
            proxy.rules.push((path) =>
                path.startsWith(API) ? { status: 404, body: {} } : undefined,
            );
        },
    ),
    of("cco-no-request", "There is no CredentialsRequest", "cco-request-missing", (stage) => {
        stage.answer(requestPath(stage), 404, {});
    }),
    of(
        "cco-refused",
        "The CredentialsRequest was not carried out",
        "cco-not-provisioned",
        (stage) => {
            const type = "CredentialsProvisionFailure";
            const conditions = [{ type, status: "True", reason: "Failed", message: "refused" }];
            stage.answer(requestPath(stage), 200, { status: { provisioned: false, conditions } });
        },
    ),
    of("cco-no-secret", "The managed Secret was deleted", "cco-secret-missing", (stage) => {
        stage.answer(managedSecretPath(stage), 404, {});
    }),
    of(
        "cco-old-secret",
        "The managed Secret names the role of before",
        "cco-secret-stale",
        (stage) => {
            const before = "arn:aws:iam::123456789012:role/before";
            stage.answer(managedSecretPath(stage), 200, managedSecret(before));
        },
    ),
];

function of(name: string, title: string, cause: string, inject: (stage: Stage) => void): Fault {
    return { name, title, cause, shape: SHAPE, inject };
}
