import { expect } from "chai";

import {
    stackLabels,
    withStackDefaults,
} from "../../../../sandbox/operator/admission/stack-defaults.ts";
import {
    readStackSpec,
    type StackSpec,
} from "../../../../sandbox/operator/admission/stack-spec.ts";
import { validateStack } from "../../../../sandbox/operator/admission/validate-stack.ts";
import type { JsonObject } from "../../../../sandbox/operator/cluster/values.ts";
import { operatorSettings } from "../../../../sandbox/operator/settings.ts";

const SETTINGS = operatorSettings("community");
const SURROUNDINGS = {
    secret: { found: { bucket: "b", region: "us-east-2", role_arn: "r" } },
    monolithicExists: false,
} as const;

describe("the operator of the community's distribution", () => {
    it("says so on every TempoStack", () => {
        expect(stackLabels({}, SETTINGS)).to.deep.equal({
            "app.kubernetes.io/managed-by": "tempo-operator",
            "tempo.grafana.com/distribution": "community",
        });
    });

    it("knows no Routes, and puts no login before them", () => {
        const spec = specOf({
            template: {
                queryFrontend: { jaegerQuery: { enabled: true, ingress: { type: "route" } } },
            },
        });
        expect(spec.template.queryFrontend.jaegerQuery.authentication).to.equal(undefined);
        const { errors } = validateStack("one", spec, SURROUNDINGS, SETTINGS);
        expect(errors.map(({ field, detail }) => `${field}: ${detail}`)).to.deep.equal([
            "spec.template.queryFrontend.jaegerQuery.ingress.type: Please enable the featureGates.openshift.openshiftRoute feature gate to use Routes",
        ]);
    });

    it("does not warn of open ingest and query paths", () => {
        const { errors, warnings } = validateStack("one", specOf({}), SURROUNDINGS, SETTINGS);
        expect([errors, warnings]).to.deep.equal([[], []]);
    });

    it("needs a certificate of the user's for encrypted receivers", () => {
        const spec = specOf({ template: { distributor: { tls: { enabled: true } } } });
        const { errors } = validateStack("one", spec, SURROUNDINGS, SETTINGS);
        expect(errors.map(({ field }) => field)).to.deep.equal([
            "spec.template.distributor.tls.cert",
        ]);
    });
});

function specOf(given: JsonObject): StackSpec {
    const read = readStackSpec({ storage: { secret: { name: "s", type: "s3" } }, ...given });
    if (!read.ok) throw new Error(read.message);
    return withStackDefaults(read.spec, { namespace: "ns", name: "one" }, SETTINGS);
}
