import { expect } from "chai";

import {
    clusterRole,
    type ClusterSubject,
} from "../../../../components/pure/permissions/cluster-role.ts";

const ALL: ClusterSubject = {
    ...{ traceCheck: true, handshake: true, route: true },
    ...{ prometheusRule: true, issuer: true },
};

describe("the ClusterRole of a person", () => {
    for (const [name, resources] of [
        ["traceCheck", ["batch/jobs", "/pods/proxy"]],
        ["handshake", ["/serviceaccounts/token"]],
        ["route", ["route.openshift.io/routes"]],
        ["prometheusRule", ["monitoring.coreos.com/prometheusrules"]],
        ["issuer", ["config.openshift.io/authentications"]],
    ] as const) {
        it(`has ${resources.join(" and ")} only with ${name}`, () => {
            const less = resourcesOf({ ...ALL, [name]: false });
            expect(resourcesOf(ALL).filter((each) => !less.includes(each))).to.deep.equal([
                ...resources,
            ]);
        });
    }

    it("never takes a pattern for a group, a resource or a verb", () => {
        expect(JSON.stringify(clusterRole(ALL))).to.not.contain("*");
        expect(clusterRole(ALL, "ci").metadata).to.deep.equal({ name: "ci" });
    });
});

function resourcesOf(subject: ClusterSubject): string[] {
    return clusterRole(subject).rules.flatMap(({ apiGroups, resources }) =>
        apiGroups.flatMap((group) => resources.map((resource) => `${group}/${resource}`)),
    );
}
