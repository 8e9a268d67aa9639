// OpenShift's own record of how the cluster authenticates: read, never owned.
import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

import { issuerProblems } from "../pure/issuer.ts";
import { UserError } from "../user-error.ts";

/** The issuer is not set on the cluster: its tokens cannot be used with STS. No stack trace is shown. */
export class ClusterIssuerError extends UserError {
    override readonly name = "ClusterIssuerError";
}

/** OpenShift's `Authentication/cluster`, as it is. */
export class ClusterAuthentication extends kubernetes.apiextensions.CustomResource {
    declare readonly spec: pulumi.Output<{ readonly serviceAccountIssuer?: string } | undefined>;

    constructor(name: string, opts?: pulumi.CustomResourceOptions) {
        super(
            name,
            { apiVersion: "config.openshift.io/v1", kind: "Authentication", spec: undefined },
            { ...opts, id: "cluster" },
        );
    }

    /**
     * The cluster's service account issuer.
     *
     * @throws ClusterIssuerError (through the Output) when the cluster names none that STS can use
     */
    get issuer(): pulumi.Output<string> {
        return this.spec.apply((spec) => {
            const issuer = spec?.serviceAccountIssuer ?? "";
            if (issuerProblems(issuer, "issuer").length > 0) {
                throw new ClusterIssuerError(
                    `Expected an https issuer in .spec.serviceAccountIssuer of Authentication/cluster, got ${JSON.stringify(issuer)}. ` +
                        "Set `issuer`, or install the cluster with manual credentials (ccoctl), so that its tokens can be used with STS.",
                );
            }
            return issuer;
        });
    }
}
