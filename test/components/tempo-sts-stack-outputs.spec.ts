import { expect } from "chai";

import { TempoStsStack } from "../../components/index.ts";
import { PROVIDER_ARN } from "../support/answers.ts";
import { deploy } from "../support/mocks.ts";
import { unwrap } from "../support/unwrap.ts";
import { make, ROLE_ARN, TRACING_NAME } from "./stack-fixture.ts";

const NAMES = [
    "bucketName",
    "otlpGrpcEndpoint",
    "otlpHttpEndpoint",
    "providerArn",
    "queryEndpoint",
    "roleArn",
    "secretName",
    "serviceAccounts",
];

describe("the outputs of a TempoStsStack", () => {
    it("say where everything is", async () => {
        const { result } = await deploy(make());
        expect(await unwrap(result.bucketName)).to.equal(TRACING_NAME);
        expect(await unwrap(result.roleArn)).to.equal(ROLE_ARN);
        expect(await unwrap(result.providerArn)).to.equal(PROVIDER_ARN);
        expect(await unwrap(result.serviceAccounts)).to.deep.equal([
            "tempo-tmstack",
            "tempo-tmstack-query-frontend",
        ]);
        expect(await unwrap(result.secretName)).to.equal("aws-sts");
        const host = "chainsaw-awssts-tempo.svc";
        expect(await unwrap(result.otlpGrpcEndpoint)).to.equal(
            `http://tempo-tmstack-distributor.${host}:4317`,
        );
        expect(await unwrap(result.otlpHttpEndpoint)).to.equal(
            `http://tempo-tmstack-distributor.${host}:4318`,
        );
        expect(await unwrap(result.queryEndpoint)).to.equal(
            `http://tempo-tmstack-query-frontend.${host}:3200`,
        );
    });

    it("say where Jaeger is, and under which host", async () => {
        const { result, resource, registeredOutputs } = await deploy(make());
        expect(registeredOutputs.get("tracing")).to.deep.equal(
            [...NAMES, "jaegerEndpoint", "routeHost"].sort(),
        );
        const { jaegerEndpoint, routeHost } = result;
        if (jaegerEndpoint === undefined || routeHost === undefined) {
            throw new Error("expected both outputs");
        }
        expect(await unwrap(jaegerEndpoint)).to.equal(
            "http://tempo-tmstack-query-frontend.chainsaw-awssts-tempo.svc:16686",
        );
        expect(await unwrap(routeHost)).to.equal("jaeger.apps.example.com");
        expect(resource("tracing-route").id).to.equal(
            "chainsaw-awssts-tempo/tempo-tmstack-query-frontend",
        );
    });

    it("have no host while the router has given none", async () => {
        const { result } = await deploy(make(), {
            reads: { "kubernetes:route.openshift.io/v1:Route": { spec: {} } },
        });
        expect(result.routeHost && (await unwrap(result.routeHost))).to.equal("");
    });

    it("have no Jaeger where there is none", async () => {
        const { result, registeredOutputs } = await deploy(
            make({ jaegerQuery: { enabled: false } }),
        );
        expect(result.jaegerEndpoint).to.equal(undefined);
        expect(result.routeHost).to.equal(undefined);
        expect(registeredOutputs.get("tracing")).to.deep.equal(NAMES);
    });

    it("have a Jaeger without a host where there is no Route", async () => {
        const { registeredOutputs } = await deploy(make({ jaegerQuery: { ingressType: "none" } }));
        expect(registeredOutputs.get("tracing")).to.deep.equal([...NAMES, "jaegerEndpoint"].sort());
    });

    it("come from the cluster's own issuer where none is given", async () => {
        const { result } = await deploy(
            () => new TempoStsStack("tracing", { namespace: "chainsaw-awssts-tempo" }),
        );
        expect(await unwrap(result.providerArn)).to.equal(PROVIDER_ARN);
    });
});
