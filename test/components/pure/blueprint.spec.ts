// The values of the operator's own test: here stands what its scripts would make of them, and where we differ on purpose.
import { expect } from "chai";

import { bucketArn, oidcProviderArn, roleArn } from "../../../components/pure/names/arn.ts";
import { generateTracesJob } from "../../../components/pure/manifests/generate-traces-job.ts";
import { DEFAULT_TRACE_IMAGE } from "../../../components/pure/manifests/job.ts";
import { rolloutEnv } from "../../../components/pure/manifests/rollout-env.ts";
import { storageSecretData } from "../../../components/pure/manifests/storage-secret.ts";
import { tempoStackManifest } from "../../../components/pure/manifests/tempo-stack.ts";
import { verifyTracesJob } from "../../../components/pure/manifests/verify-traces-job.ts";
import { tracingName } from "../../../components/pure/names/physical-names.ts";
import { traceAccessPolicy } from "../../../components/pure/policies/trace-access.ts";
import { trustPolicy } from "../../../components/pure/policies/trust.ts";
import {
    serviceAccountNames,
    serviceAccountSubject,
} from "../../../components/pure/service-accounts.ts";

const tempoName = "tmstack";
const namespace = "chainsaw-awssts-tempo";
const region = "us-east-2";
const accountId = "123456789012";
const partition = "aws";
const issuer = "https://cluster-oidc.s3.us-east-2.amazonaws.com";
const jaegerQuery = { enabled: true, ingressType: "route" } as const;

const bucketName = tracingName(namespace, "cioptmstack");
const role = roleArn({ partition, accountId, roleName: bucketName });
const subjects = serviceAccountNames({ tempoName, jaegerQuery }).map((name) =>
    serviceAccountSubject(namespace, name),
);
const trust = trustPolicy({
    providerArn: oidcProviderArn({ partition, accountId, issuer }),
    issuer,
    subjects,
});
const tempoStack = tempoStackManifest({
    namespace,
    tempoName,
    secretName: "aws-sts",
    storageSize: "10Gi",
    limits: { memory: "4Gi", cpu: "2000m" },
    jaegerQuery,
    operatorVersion: "0.22.0",
    rolloutEnv: rolloutEnv({ region, roleArn: role, bucketName }),
});
const jobArgs = {
    namespace,
    tempoName,
    image: DEFAULT_TRACE_IMAGE,
    traces: 10,
    runId: "1",
    deadlineSeconds: 300,
    jaeger: true,
};

describe("the blueprint's values", () => {
    it("give the scripts' bucket and role, both of one name", () => {
        expect(bucketName).to.equal("tracing-chainsaw-awssts-tempo-cioptmstack");
        expect(role).to.equal(
            "arn:aws:iam::123456789012:role/tracing-chainsaw-awssts-tempo-cioptmstack",
        );
    });

    it("give the scripts' trust: provider, action and both subjects, in their order", () => {
        const [statement] = trust.Statement;
        expect(trust.Version).to.equal("2012-10-17");
        expect(trust.Statement).to.have.lengthOf(1);
        expect(statement?.Effect).to.equal("Allow");
        expect(statement?.Principal).to.deep.equal({
            Federated:
                "arn:aws:iam::123456789012:oidc-provider/cluster-oidc.s3.us-east-2.amazonaws.com",
        });
        expect(statement?.Action).to.equal("sts:AssumeRoleWithWebIdentity");
        expect(
            statement?.Condition?.["StringEquals"]?.["cluster-oidc.s3.us-east-2.amazonaws.com:sub"],
        ).to.deep.equal([
            "system:serviceaccount:chainsaw-awssts-tempo:tempo-tmstack",
            "system:serviceaccount:chainsaw-awssts-tempo:tempo-tmstack-query-frontend",
        ]);
    });

    it("give the scripts' Secret, key by key", () => {
        expect(storageSecretData({ bucketName, region, roleArn: role })).to.deep.equal({
            bucket: "tracing-chainsaw-awssts-tempo-cioptmstack",
            region: "us-east-2",
            role_arn: "arn:aws:iam::123456789012:role/tracing-chainsaw-awssts-tempo-cioptmstack",
        });
    });

    it("give the TempoStack of install-tempostack.yaml, but for the two points below", () => {
        expect(tempoStack).to.deep.equal({
            apiVersion: "tempo.grafana.com/v1alpha1",
            kind: "TempoStack",
            metadata: { name: "tmstack", namespace: "chainsaw-awssts-tempo" },
            spec: {
                storage: { secret: { name: "aws-sts", type: "s3" } },
                storageSize: "10Gi",
                resources: { total: { limits: { memory: "4Gi", cpu: "2" } } },
                template: {
                    queryFrontend: { jaegerQuery: { enabled: true, ingress: { type: "route" } } },
                },
                env: tempoStack.spec.env,
            },
        });
    });

    it("give the Jobs of generate-traces.yaml and verify-traces.yaml: names, image, endpoints, numbers", () => {
        const generate = generateTracesJob(jobArgs);
        const verify = verifyTracesJob(jobArgs);
        expect(generate.metadata.name).to.equal("generate-traces");
        expect(generate.metadata.namespace).to.equal("chainsaw-awssts-tempo");
        expect(generate.spec.backoffLimit).to.equal(4);
        expect(generate.spec.template.spec.containers[0]?.image).to.equal(
            "ghcr.io/grafana/tempo-operator/test-utils:sha-0fc5ef0",
        );
        expect(generate.spec.template.spec.containers[0]?.command.slice(0, 5)).to.deep.equal([
            "telemetrygen",
            "traces",
            "--otlp-endpoint=tempo-tmstack-distributor.chainsaw-awssts-tempo.svc:4317",
            "--otlp-insecure",
            "--traces=10",
        ]);
        expect(verify.metadata.name).to.equal("verify-traces");
        const env = new Map(
            verify.spec.template.spec.containers[0]?.env?.map(({ name, value }) => [name, value]),
        );
        expect(env.get("WANTED")).to.equal("10");
        expect(env.get("TEMPO_URL")).to.equal(
            "http://tempo-tmstack-query-frontend.chainsaw-awssts-tempo.svc:3200",
        );
        expect(env.get("JAEGER_URL")).to.equal(
            "http://tempo-tmstack-query-frontend.chainsaw-awssts-tempo.svc:16686",
        );
    });
});

describe("where we differ from the blueprint on purpose", () => {
    it("the role demands the audience too: the scripts take a token made for anybody", () => {
        expect(
            trust.Statement[0]?.Condition?.["StringEquals"]?.[
                "cluster-oidc.s3.us-east-2.amazonaws.com:aud"
            ],
        ).to.equal("sts.amazonaws.com");
    });

    it("the role reaches one bucket with seven actions: the scripts attach AmazonS3FullAccess", () => {
        const { Statement } = traceAccessPolicy({
            bucketArn: bucketArn({ partition, bucketName }),
        });
        expect(Statement.flatMap(({ Action }) => Action)).to.have.lengthOf(7);
        expect(Statement.map(({ Resource }) => Resource)).to.deep.equal([
            "arn:aws:s3:::tracing-chainsaw-awssts-tempo-cioptmstack",
            "arn:aws:s3:::tracing-chainsaw-awssts-tempo-cioptmstack/*",
        ]);
    });

    it("the processor limit is written 2, as admission stores 2000m", () => {
        expect(tempoStack.spec.resources.total.limits.cpu).to.equal("2");
    });

    it("spec.env restarts the pods when role or bucket change, which the operator does not", () => {
        expect(tempoStack.spec.env?.map(({ name }) => name)).to.deep.equal([
            "AWS_REGION",
            "TEMPO_STS_ROLLOUT",
        ]);
    });

    it("the traces of a run have a service name of their own, so that a second run can count too", () => {
        const [container] = generateTracesJob(jobArgs).spec.template.spec.containers;
        expect(container?.command[5]).to.equal("--service=telemetrygen-1");
    });

    it("verification polls in one pod to a deadline: the blueprint's counts once and starts six more", () => {
        expect(verifyTracesJob(jobArgs).spec.backoffLimit).to.equal(0);
    });
});
