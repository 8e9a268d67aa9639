import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import {
    ClusterAuthentication,
    ClusterIssuerError,
} from "../../../components/kubernetes/cluster-authentication.ts";
import { ISSUER } from "../../support/answers.ts";
import { deploy, failures } from "../../support/mocks.ts";
import { unwrap } from "../../support/unwrap.ts";

const TYPE = "kubernetes:config.openshift.io/v1:Authentication";

describe("ClusterAuthentication", () => {
    it("reads the cluster's issuer and owns nothing", async () => {
        const { result, resources } = await deploy(
            () => new ClusterAuthentication("authentication"),
        );
        expect(await unwrap(result.issuer)).to.equal(ISSUER);
        expect(resources.map(({ type, id }) => [type, id])).to.deep.equal([[TYPE, "cluster"]]);
    });

    for (const [title, state] of [
        ["names no issuer", { spec: {} }],
        ["names an empty issuer", { spec: { serviceAccountIssuer: "" } }],
        ["names an issuer that is not https", { spec: { serviceAccountIssuer: "http://a.b" } }],
        ["has no specification", {}],
    ] as const) {
        it(`fails when the cluster ${title}, and says what to set, without a stack trace`, async () => {
            const [error, ...others] = await failures(
                () => new ClusterAuthentication("authentication").issuer,
                { reads: { [TYPE]: state } },
            );
            expect(others).to.deep.equal([]);
            expect(error).to.be.instanceOf(ClusterIssuerError);
            expect(pulumi.RunError.isInstance(error)).to.equal(true);
            expect(error?.message).to.contain(".spec.serviceAccountIssuer");
            expect(error?.message).to.contain("Set `issuer`");
        });
    }
});
