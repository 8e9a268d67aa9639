// The operator's Route to the Jaeger UI: read, never owned.
import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** A Route that exists. */
export class JaegerRoute extends kubernetes.apiextensions.CustomResource {
    declare readonly spec: pulumi.Output<{ readonly host?: string } | undefined>;

    /** `id` is `namespace/name`. */
    constructor(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions) {
        super(
            name,
            { apiVersion: "route.openshift.io/v1", kind: "Route", spec: undefined },
            { ...opts, id },
        );
    }

    /** The host name that the router answers for; empty while it has given none. */
    get host(): pulumi.Output<string> {
        return this.spec.apply((spec) => spec?.host ?? "");
    }
}
