/** The identities of a TempoStack's pods; their annotations are what brings AWS credentials into pods. */
import { STS_AUDIENCE } from "../../../components/pure/issuer.ts";
import { operandName } from "../../../components/pure/names/operand-names.ts";
import type { ClusterObject } from "../cluster/objects.ts";
import { componentLabels } from "./components.ts";
import { hasLogin, loginAccount, owned, type Instance } from "./instance.ts";

/** The accounts that the operator makes; an account named by the user is the user's own. */
export function serviceAccounts(instance: Instance): readonly ClusterObject[] {
    const base = operandName(instance.name);
    const accounts: ClusterObject[] = [];
    if (instance.spec.serviceAccount === base) {
        accounts.push(account(instance, base, "serviceaccount", {}));
    }
    if (hasLogin(instance)) {
        const name = loginAccount(instance);
        const redirect = {
            kind: "OAuthRedirectReference",
            apiVersion: "v1",
            reference: { kind: "Route", name },
        };
        accounts.push(
            account(instance, name, "query-frontend", {
                "serviceaccounts.openshift.io/oauth-redirectreference.primary":
                    JSON.stringify(redirect),
            }),
        );
    }
    return accounts;
}

function account(
    instance: Instance,
    name: string,
    component: string,
    annotations: Readonly<Record<string, string>>,
): ClusterObject {
    const labels = componentLabels(instance.name, component);
    return owned(
        instance,
        "ServiceAccount",
        { name, labels, annotations: { ...annotations, ...roleAnnotations(instance) } },
        {},
    );
}

function roleAnnotations({ storage }: Instance): Readonly<Record<string, string>> {
    if (storage.mode !== "token") return {};
    return {
        "eks.amazonaws.com/audience": STS_AUDIENCE,
        "eks.amazonaws.com/role-arn": storage.roleArn,
    };
}
