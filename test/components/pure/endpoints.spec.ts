import { expect } from "chai";

import {
    jaegerEndpoint,
    jaegerRouteName,
    otlpGrpcEndpoint,
    otlpGrpcHost,
    otlpHttpEndpoint,
    queryEndpoint,
} from "../../../components/pure/endpoints.ts";

describe("the endpoints of a Tempo instance", () => {
    const address = { namespace: "chainsaw-awssts-tempo", tempoName: "tmstack" };

    it("are the operator's Services and ports", () => {
        expect([
            otlpGrpcHost(address),
            otlpGrpcEndpoint(address),
            otlpHttpEndpoint(address),
            queryEndpoint(address),
            jaegerEndpoint(address),
            jaegerRouteName(address.tempoName),
        ]).to.deep.equal([
            "tempo-tmstack-distributor.chainsaw-awssts-tempo.svc:4317",
            "http://tempo-tmstack-distributor.chainsaw-awssts-tempo.svc:4317",
            "http://tempo-tmstack-distributor.chainsaw-awssts-tempo.svc:4318",
            "http://tempo-tmstack-query-frontend.chainsaw-awssts-tempo.svc:3200",
            "http://tempo-tmstack-query-frontend.chainsaw-awssts-tempo.svc:16686",
            "tempo-tmstack-query-frontend",
        ]);
    });
});
