import { expect } from "chai";

import {
    serviceAccountNames,
    serviceAccountSubject,
    type JaegerQueryShape,
} from "../../../components/pure/service-accounts.ts";

describe("the service accounts of a Tempo instance", () => {
    const both = ["tempo-tmstack", "tempo-tmstack-query-frontend"];
    const base = ["tempo-tmstack"];
    const table: [JaegerQueryShape, string[]][] = [
        [{ enabled: true, ingressType: "route" }, both],
        [{ enabled: true, ingressType: "route", authentication: true }, both],
        [{ enabled: true, ingressType: "route", authentication: undefined }, both],
        [{ enabled: true, ingressType: "route", authentication: false }, base],
        [{ enabled: true, ingressType: "ingress" }, base],
        [{ enabled: true, ingressType: "ingress", authentication: true }, base],
        [{ enabled: true, ingressType: "none" }, base],
        [{ enabled: false, ingressType: "route" }, base],
        [{ enabled: false, ingressType: "none", authentication: true }, base],
    ];
    for (const [jaegerQuery, names] of table) {
        it(`are ${names.length} for ${JSON.stringify(jaegerQuery)}`, () => {
            expect(serviceAccountNames({ tempoName: "tmstack", jaegerQuery })).to.deep.equal(names);
        });
    }

    it("carry hyphens for the dots of the instance's name", () => {
        const jaegerQuery = { enabled: true, ingressType: "route" } as const;
        expect(serviceAccountNames({ tempoName: "my.stack", jaegerQuery })).to.deep.equal([
            "tempo-my-stack",
            "tempo-my-stack-query-frontend",
        ]);
    });

    it("are seen by STS with their namespace", () => {
        expect(serviceAccountSubject("chainsaw-awssts-tempo", "tempo-tmstack")).to.equal(
            "system:serviceaccount:chainsaw-awssts-tempo:tempo-tmstack",
        );
    });
});
