/** Faults of the operator and of what it brings: seen by one stage alone, because all stages share the operator. */
import type { Fault } from "../fault.ts";
import { OPERATOR } from "../operator-place.ts";
import type { Stage } from "../stage.ts";

const DEPLOYMENTS = "/apis/apps/v1/deployments?";
const VERSIONS = "/clusterserviceversions?";
const API = "/apis/tempo.grafana.com/v1alpha1";

/** The operator and its definitions. */
export const OPERATOR_FAULTS: readonly Fault[] = [
    {
        name: "operator-uninstalled",
        title: "The operator was uninstalled; a TempoStack remembers it",
        cause: "operator-missing",
        inject: (stage) => {
            stage.answer(DEPLOYMENTS, 200, { items: [] });
        },
    },
    {
        name: "operator-down",
        title: "No pod of the operator is available",
        cause: "operator-not-running",
        inject: (stage) => {
            deployed(stage, "0.22.0", 0);
        },
    },
    {
        name: "operator-failed-install",
        title: "OLM could not install the operator",
        cause: "operator-not-running",
        inject: (stage) => {
            const owned = [{ name: "tempostacks.tempo.grafana.com" }];
            const spec = { version: "0.22.0", customresourcedefinitions: { owned } };
            const status = { phase: "Failed", message: "install strategy failed" };
            const metadata = { namespace: OPERATOR.namespace, name: "tempo-operator.v0.22.0" };
            stage.answer(VERSIONS, 200, { items: [{ metadata, spec, status }] });
        },
    },
    {
        name: "operator-0.11",
        title: "Operator 0.11, older than web identity",
        cause: "operator-without-web-identity",
        inject: (stage) => {
            deployed(stage, "0.11.1");
        },
    },
    {
        name: "operator-0.14",
        title: "Operator 0.14 and `credentialMode` in the resource",
        cause: "operator-without-credential-mode",
        shape: { spec: { storage: { secret: { credentialMode: "token" } } } },
        inject: (stage) => {
            deployed(stage, "0.14.2");
        },
    },
    {
        name: "operator-0.17",
        title: "Operator 0.17 without `storage.tls`: S3 over plain HTTP",
        cause: "operator-storage-over-http",
        inject: (stage) => {
            deployed(stage, "0.17.1");
        },
    },
    {
        name: "crd-gone",
        title: "The custom resource definitions were deleted",
        cause: "crd-missing",
        inject: ({ proxy }) => {
            proxy.rules.push((path) => (path === API ? { status: 404, body: {} } : undefined));
        },
    },
    {
        name: "crd-other-kind",
        title: "Only TempoMonolithic is defined",
        cause: "crd-missing",
        inject: ({ proxy }) => {
            const body = { kind: "APIResourceList", resources: [{ name: "tempomonolithics" }] };
            proxy.rules.push((path) => (path === API ? { status: 200, body } : undefined));
        },
    },
];

function deployed(stage: Stage, version: string, availableReplicas = 1): void {
    const image = `ghcr.io/grafana/tempo-operator/tempo-operator:v${version}`;
    const spec = { template: { spec: { containers: [{ name: "manager", image }] } } };
    stage.answer(DEPLOYMENTS, 200, {
        items: [{ metadata: OPERATOR, spec, status: { availableReplicas } }],
    });
}
