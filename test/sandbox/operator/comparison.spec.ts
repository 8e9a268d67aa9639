/**
 * What the operator does, told once and asked of the stand-in and, where TEMPO_STS_OPERATOR names a
 * program, of the real operator: that is what keeps the stand-in honest.
 */
import { expect } from "chai";

import observed from "./observed-stack.json" with { type: "json" };
import { installCrds } from "../../../sandbox/crds/install.ts";
import type { Operator } from "../../../sandbox/operator/events.ts";
import { startSandboxOperator } from "../../../sandbox/operator/sandbox-operator.ts";
import { jsonObject, valueAt, type JsonObject } from "../../../sandbox/operator/cluster/values.ts";
import type { ClusterObject } from "../../../sandbox/operator/cluster/objects.ts";
import {
    blueprintStack,
    conditionOf,
    create,
    eventually,
    get,
    GIVEN_DEFINITIONS,
    ISSUER,
    makeNamespace,
    makeSecret,
    needGivenDefinitions,
    patch,
    removeAndWait,
    removeInForeground,
    send,
    startCluster,
    TOKEN_SECRET,
    untilUp,
    type Answer,
    type TestCluster,
} from "./cluster.ts";

const REAL = process.env["TEMPO_STS_OPERATOR"];
const PLAYED = [
    { title: "the stand-in", binary: undefined },
    { title: "the operator that TEMPO_STS_OPERATOR names", binary: REAL },
];

const JAEGER_WARNING =
    "spec.template.queryFrontend.jaegerQuery.enabled is deprecated and will be removed in a future release";
const OPEN_WARNING =
    "TempoStack instances without gateway provide no authentication or authorization on the ingest or query paths, and are not supported on OpenShift";
const BASE_STORAGE = { secret: { name: "aws-sts", type: "s3" } };

for (const { title, binary } of PLAYED) {
    describe(`${title}, on the operator's own definitions`, function () {
        this.timeout(30_000);
        let cluster: TestCluster;
        let operator: Operator | undefined;
        const errors: Error[] = [];

        before(async function () {
            this.timeout(90_000);
            needGivenDefinitions(this);
            if (title !== "the stand-in" && binary === undefined) {
                process.stdout.write("      skipped: TEMPO_STS_OPERATOR names no program\n");
                this.skip();
            }
            cluster = await startCluster();
            const env = { TEMPO_STS_CRDS: GIVEN_DEFINITIONS };
            await installCrds({ ...cluster, issuer: ISSUER, env });
            operator = await startSandboxOperator({
                ...cluster,
                binary,
                onError: (error) => errors.push(error),
            });
        });

        after(async function () {
            this.timeout(30_000);
            await operator?.stop();
            await cluster?.stop();
        });

        describe("on the blueprint's TempoStack", () => {
            let namespace: string;
            let answer: Answer;
            let stored: ClusterObject;

            before(async () => {
                namespace = "chainsaw-awssts-tempo";
                const object = {
                    apiVersion: "v1",
                    kind: "Namespace",
                    metadata: { name: namespace },
                };
                expect((await create(cluster, object)).status).to.equal(201);
                await makeSecret(cluster, namespace);
                answer = await create(cluster, blueprintStack(namespace));
                stored = await untilUp(cluster, namespace);
            });

            it("accepts it, with both warnings", () => {
                expect(answer.status, answer.message).to.equal(201);
                expect(answer.warnings).to.deep.equal([JAEGER_WARNING, OPEN_WARNING]);
            });

            it("stores the object that was observed, field by field", () => {
                expect(stored["spec"]).to.deep.equal(observed.spec);
                expect(stored.metadata.labels).to.deep.equal(observed.metadata.labels);
                expect(stored.metadata.finalizers).to.deep.equal(observed.metadata.finalizers);
            });

            it("gets ready with one True condition and a pod in each component", async () => {
                expect(await conditionOf(cluster, namespace)).to.equal(
                    "Ready/Ready: All components are operational",
                );
                const components = jsonObject(valueAt(stored, "status", "components"));
                expect(Object.keys(components).sort()).to.deep.equal(
                    Object.keys(observed.status.components).sort(),
                );
                expect(valueAt(components, "ingester", "Ready")).to.deep.equal([
                    "tempo-tmstack-ingester-0",
                ]);
            });

            it("makes both service accounts with their annotations and their owner", async () => {
                const labels = {
                    "app.kubernetes.io/instance": "tmstack",
                    "app.kubernetes.io/managed-by": "tempo-operator",
                    "app.kubernetes.io/name": "tempo",
                };
                const role = {
                    "eks.amazonaws.com/audience": "sts.amazonaws.com",
                    "eks.amazonaws.com/role-arn": TOKEN_SECRET.role_arn,
                };
                const base = await get(cluster, "ServiceAccount", namespace, "tempo-tmstack");
                const frontend = await get(
                    cluster,
                    "ServiceAccount",
                    namespace,
                    "tempo-tmstack-query-frontend",
                );
                expect(base?.metadata.annotations).to.deep.equal(role);
                expect(base?.metadata.labels).to.deep.equal({
                    ...labels,
                    "app.kubernetes.io/component": "serviceaccount",
                });
                expect(frontend?.metadata.annotations).to.deep.equal({
                    ...role,
                    "serviceaccounts.openshift.io/oauth-redirectreference.primary":
                        '{"kind":"OAuthRedirectReference","apiVersion":"v1","reference":{"kind":"Route","name":"tempo-tmstack-query-frontend"}}',
                });
                expect(frontend?.metadata.labels).to.deep.equal({
                    ...labels,
                    "app.kubernetes.io/component": "query-frontend",
                });
                for (const account of [base, frontend]) {
                    expect(account?.metadata.ownerReferences).to.deep.equal([
                        {
                            apiVersion: "tempo.grafana.com/v1alpha1",
                            kind: "TempoStack",
                            name: "tmstack",
                            uid: stored.metadata.uid,
                            controller: true,
                            blockOwnerDeletion: true,
                        },
                    ]);
                }
            });

            it("runs each component under its own identity", async () => {
                const accounts = await componentAccounts(cluster, namespace);
                expect(accounts).to.deep.equal({
                    distributor: "tempo-tmstack",
                    ingester: "tempo-tmstack",
                    querier: "tempo-tmstack",
                    compactor: "tempo-tmstack",
                    "query-frontend": "tempo-tmstack-query-frontend",
                });
            });

            it("puts the same containers and Service ports before the UI", async () => {
                const name = "tempo-tmstack-query-frontend";
                const deployment = await get(cluster, "Deployment", namespace, name);
                expect(containerNames(deployment)).to.deep.equal([
                    "tempo",
                    "jaeger-query",
                    "tempo-query",
                    "oauth-proxy",
                ]);
                const service = await get(cluster, "Service", namespace, name);
                expect(portNumbers(service)).to.deep.equal([3200, 9095, 16685, 16686, 16687, 8443]);
            });

            it("shares the limits out in the same way", async () => {
                const limits: Record<string, unknown> = {};
                for (const [component, kind] of COMPONENT_KINDS) {
                    const name = `tempo-tmstack-${component}`;
                    const object = await get(cluster, kind, namespace, name);
                    limits[component] = valueAt(
                        object,
                        ...CONTAINERS,
                        0,
                        "resources",
                        "limits",
                        "cpu",
                    );
                }
                expect(limits).to.deep.equal({
                    distributor: "540m",
                    ingester: "760m",
                    querier: "200m",
                    compactor: "320m",
                    "query-frontend": "90m",
                });
            });

            it("makes a Route to the login proxy that gets and keeps a host", async () => {
                const route = await eventually("the Route is admitted", async () => {
                    const found = await get(
                        cluster,
                        "Route",
                        namespace,
                        "tempo-tmstack-query-frontend",
                    );
                    return valueAt(found, "status", "ingress", 0, "host") ? found : undefined;
                });
                const host =
                    "tempo-tmstack-query-frontend-chainsaw-awssts-tempo.apps.sandbox.invalid";
                expect(valueAt(route, "spec", "host")).to.equal(host);
                expect(valueAt(route, "status", "ingress", 0, "host")).to.equal(host);
                expect(valueAt(route, "spec", "tls", "termination")).to.equal("reencrypt");
                expect(valueAt(route, "spec", "port", "targetPort")).to.equal("oauth-proxy");
            });

            it("names every Service of the observed instance", async () => {
                for (const name of [
                    "tempo-tmstack-distributor",
                    "tempo-tmstack-ingester",
                    "tempo-tmstack-querier",
                    "tempo-tmstack-compactor",
                    "tempo-tmstack-query-frontend-discovery",
                    "tempo-tmstack-gossip-ring",
                ]) {
                    expect(await get(cluster, "Service", namespace, name), name).to.not.equal(
                        undefined,
                    );
                }
                const distributor = await get(
                    cluster,
                    "Service",
                    namespace,
                    "tempo-tmstack-distributor",
                );
                expect(portNumbers(distributor)).to.include.members([4317, 4318, 3200]);
            });

            it("follows a new role at once, and restarts no pod for it", async () => {
                const before = await podNames(cluster, namespace);
                const role = "arn:aws:iam::123456789012:role/another";
                await patch(
                    cluster,
                    "Secret",
                    namespace,
                    "aws-sts",
                    secretData({ role_arn: role }),
                );
                for (const name of ["tempo-tmstack", "tempo-tmstack-query-frontend"]) {
                    await eventually(`${name} has the new role`, async () => {
                        const account = await get(cluster, "ServiceAccount", namespace, name);
                        return (
                            account?.metadata.annotations?.["eks.amazonaws.com/role-arn"] === role
                        );
                    });
                }
                expect(await podNames(cluster, namespace)).to.deep.equal(before);
            });

            it("replaces the pods of every component for a new bucket", async () => {
                const before = await podNames(cluster, namespace);
                await patch(
                    cluster,
                    "Secret",
                    namespace,
                    "aws-sts",
                    secretData({ bucket: "other" }),
                );
                await eventually("all pods are others", async () =>
                    areReplaced(before, await podNames(cluster, namespace)),
                );
                await untilUp(cluster, namespace);
            });

            it("replaces the pods of every component for a changed spec.env", async () => {
                const before = await podNames(cluster, namespace);
                const env = [{ name: "TEMPO_STS_ROLLOUT", value: "1" }];
                await patch(cluster, "TempoStack", namespace, "tmstack", { spec: { env } });
                await eventually("all pods are others", async () =>
                    areReplaced(before, await podNames(cluster, namespace)),
                );
                await untilUp(cluster, namespace);
                for (const [component, kind] of COMPONENT_KINDS) {
                    const name = `tempo-tmstack-${component}`;
                    const object = await get(cluster, kind, namespace, name);
                    const found = valueAt(object, ...CONTAINERS, 0, "env");
                    expect((found as unknown[]).at(-1), component).to.deep.equal(env[0]);
                }
            });

            it("says what is wrong when the Secret goes, and recovers when it is back", async () => {
                await removeAndWait(cluster, "Secret", namespace, "aws-sts");
                await eventually("ConfigurationError", async () => {
                    const condition = await conditionOf(cluster, namespace);
                    return (
                        condition ===
                        'ConfigurationError/InvalidStorageConfig: could not fetch storage configuration secret: Secret "aws-sts" not found. Tempo will start once the storage secret is available'
                    );
                });
                await makeSecret(cluster, namespace);
                await untilUp(cluster, namespace);
            });

            it("makes a service account again that was deleted", async () => {
                await removeAndWait(cluster, "ServiceAccount", namespace, "tempo-tmstack").catch(
                    () => undefined, // it may be back before it was seen to be gone
                );
                await eventually("the account is back", async () => {
                    const found = await get(cluster, "ServiceAccount", namespace, "tempo-tmstack");
                    return found?.metadata.annotations?.["eks.amazonaws.com/role-arn"];
                });
            });

            it("goes, and takes everything of its own along, when it is deleted", async () => {
                await removeInForeground(cluster, "TempoStack", namespace, "tmstack");
                const left = await Promise.all([
                    get(cluster, "ServiceAccount", namespace, "tempo-tmstack"),
                    get(cluster, "ConfigMap", namespace, "tempo-tmstack"),
                    get(cluster, "Route", namespace, "tempo-tmstack-query-frontend"),
                    get(cluster, "Deployment", namespace, "tempo-tmstack-querier"),
                    get(cluster, "StatefulSet", namespace, "tempo-tmstack-ingester"),
                ]);
                expect(left).to.deep.equal([undefined, undefined, undefined, undefined, undefined]);
                expect(await podNames(cluster, namespace)).to.deep.equal([]);
            });
        });

        describe("on storage Secrets", () => {
            const { bucket, region, role_arn } = TOKEN_SECRET;
            const keys = {
                endpoint: "https://s3.example",
                access_key_id: "a",
                access_key_secret: "b",
            };
            const invalid = (detail: string): string =>
                `spec.storage.secret.name: Invalid value: "aws-sts": ${detail}`;
            const lacks = (...names: readonly string[]): string => {
                const said = names.map((one) =>
                    invalid(`storage secret must contain "${one}" field`),
                );
                return said.length === 1 ? said.join("") : `[${said.join(", ")}]`;
            };
            const cases: readonly SecretCase[] = [
                ["bucket, region and role_arn", TOKEN_SECRET],
                ["no region", { bucket, role_arn }, lacks("region")],
                ["no role_arn", { bucket, region }, lacks("role_arn")],
                ["an empty bucket", { ...TOKEN_SECRET, bucket: "" }, lacks("bucket")],
                ["no bucket at all", { region, role_arn }, lacks("bucket")],
                ["keys only", { bucket, ...keys }],
                [
                    "an endpoint without a scheme",
                    { bucket, ...keys, endpoint: "minio" },
                    invalid('"endpoint" field of storage secret must be a valid URL'),
                ],
                ["nothing", {}, lacks("bucket", "endpoint", "access_key_id", "access_key_secret")],
                [
                    "both sets",
                    { ...TOKEN_SECRET, ...keys },
                    invalid(
                        "storage secret contains fields for long lived and short lived configuration",
                    ),
                ],
                [
                    "keys only, where a token is asked for",
                    { bucket, ...keys },
                    lacks("region", "role_arn"),
                    "token",
                ],
                [
                    "an endpoint besides, where a token is asked for",
                    { ...TOKEN_SECRET, endpoint: "https://s3.example" },
                    undefined,
                    "token",
                ],
                [
                    "a newline at the end of role_arn",
                    { ...TOKEN_SECRET, role_arn: `${role_arn}\n` },
                ],
                ["a nonsensical role_arn", { ...TOKEN_SECRET, role_arn: "nonsense" }],
                ["a nonsensical region", { ...TOKEN_SECRET, region: "nowhere" }],
                [
                    "no role_arn, where the cloud credential operator is asked",
                    { bucket, region },
                    undefined,
                    "token-cco",
                ],
            ];
            for (const [what, data, refusal, credentialMode] of cases) {
                it(`${refusal === undefined ? "accepts" : "refuses"} ${what}`, async () => {
                    const namespace = await makeNamespace(cluster);
                    await makeSecret(cluster, namespace, data);
                    const secret = { ...BASE_STORAGE.secret, credentialMode };
                    const stack = blueprintStack(namespace, { storage: { secret } });
                    const answer = await tryWhenSeen(cluster, stack);
                    expect(answer.message).to.equal(
                        refusal === undefined
                            ? ""
                            : `admission webhook "vtempostack.tempo.grafana.com" denied the request: TempoStack.tempo.grafana.com "tmstack" is invalid: ${refusal}`,
                    );
                    expect(answer.status).to.equal(refusal === undefined ? 201 : 422);
                });
            }

            it("accepts a Secret that is not there yet, with a warning", async () => {
                const namespace = await makeNamespace(cluster);
                const answer = await create(cluster, blueprintStack(namespace), "&dryRun=All");
                expect(answer.status).to.equal(201);
                expect(answer.warnings).to.deep.equal([
                    'could not fetch storage configuration secret: Secret "aws-sts" not found. Tempo will start once the storage secret is available',
                    JAEGER_WARNING,
                    OPEN_WARNING,
                ]);
            });

            it("cannot do without the cloud credential operator where that is asked for", async () => {
                const namespace = await makeNamespace(cluster);
                await makeSecret(cluster, namespace);
                const secret = { ...BASE_STORAGE.secret, credentialMode: "token-cco" };
                const stack = blueprintStack(namespace, { storage: { secret } });
                expect((await create(cluster, stack)).status).to.equal(201);
                await eventually("ConfigurationError", async () => {
                    const condition = await conditionOf(cluster, namespace);
                    return (
                        condition ===
                        "ConfigurationError/InvalidStorageConfig: cannot configure tempo in CCO mode without CCO environment"
                    );
                });
                await removeAndWait(cluster, "TempoStack", namespace, "tmstack");
            });
        });

        describe("on other TempoStacks", () => {
            let namespace: string;

            before(async () => {
                namespace = await makeNamespace(cluster);
                await makeSecret(cluster, namespace);
            });

            const jaeger = (settings: JsonObject): JsonObject => ({
                template: { queryFrontend: { jaegerQuery: settings } },
            });
            const refused: readonly (readonly [string, JsonObject, string])[] = [
                [
                    "a Route without Jaeger",
                    jaeger({ enabled: false, ingress: { type: "route" } }),
                    'spec.template.queryFrontend.jaegerQuery.ingress.type: Invalid value: "route": Ingress cannot be enabled if jaegerQuery is disabled',
                ],
                [
                    "a monitor tab without its endpoint",
                    jaeger({ enabled: true, monitorTab: { enabled: true } }),
                    'spec.template.queryFrontend.jaegerQuery.monitorTab.prometheusEndpoint: Invalid value: "": Prometheus endpoint must be set when monitoring is enabled',
                ],
                [
                    "a service account that does not exist",
                    { serviceAccount: "mine" },
                    'spec.serviceAccount: Invalid value: "mine": ServiceAccount "mine" not found',
                ],
                [
                    "more replication than ingesters",
                    { replicationFactor: 3 },
                    "spec.ReplicationFactor: Invalid value: 3: replica factor of 3 requires at least 2 ingester replicas",
                ],
                [
                    "the same zone twice",
                    { replicationZones: [{ topologyKey: "a" }, { topologyKey: "a" }] },
                    'spec.replicationZones[1].topologyKey: Duplicate value: "a"',
                ],
                [
                    "a gateway without tenants",
                    { template: { gateway: { enabled: true } } },
                    "spec.template.gateway.enabled: Invalid value: true: to enable the gateway, please configure tenants",
                ],
                [
                    "tenants without their gateway",
                    { tenants: { mode: "openshift" } },
                    "spec.template.tenants: Invalid value: false: openshift mode requires gateway enabled",
                ],
                [
                    "a deprecated limit",
                    { limits: { global: { query: { maxSearchBytesPerTrace: 5 } } } },
                    "spec.limits.global.query.maxSearchBytesPerTrace: Invalid value: 5: this field is deprecated and must be unset",
                ],
                [
                    "monitors without their operator",
                    { observability: { metrics: { createServiceMonitors: true } } },
                    "spec.observability.metrics.createServiceMonitors: Invalid value: true: the prometheusOperator feature gate must be enabled to create ServiceMonitors for Tempo components",
                ],
                [
                    "an agent without a port",
                    { observability: { tracing: { jaeger_agent_endpoint: "nohost" } } },
                    'spec.observability.tracing.jaeger_agent_endpoint: Invalid value: "nohost": address nohost: missing port in address',
                ],
                [
                    "a metrics generator that writes nowhere",
                    { template: { metricsGenerator: { enabled: true } } },
                    "spec.template.metricsGenerator.remoteWriteURLs: Required value: at least one remote write URL is required when the metrics-generator is enabled",
                ],
                [
                    "two things at once, both told",
                    { serviceAccount: "mine", replicationFactor: 3 },
                    '[spec.serviceAccount: Invalid value: "mine": ServiceAccount "mine" not found, spec.ReplicationFactor: Invalid value: 3: replica factor of 3 requires at least 2 ingester replicas]',
                ],
            ];
            for (const [what, spec, refusal] of refused) {
                it(`refuses ${what}`, async () => {
                    const stack = plainStack(namespace, spec);
                    const answer = await create(cluster, stack, "&dryRun=All");
                    expect(answer.message).to.equal(
                        `admission webhook "vtempostack.tempo.grafana.com" denied the request: TempoStack.tempo.grafana.com "tmstack" is invalid: ${refusal}`,
                    );
                    expect(answer.warnings).to.satisfy((all: readonly string[]) =>
                        all.every((one) => one === OPEN_WARNING || one === JAEGER_WARNING),
                    );
                });
            }

            const unreadable: readonly (readonly [string, JsonObject, string])[] = [
                [
                    "a size that is no quantity",
                    { storageSize: "abc" },
                    "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
                ],
                [
                    "a size with a foreign unit",
                    { storageSize: "5kk" },
                    "unable to parse quantity's suffix",
                ],
                [
                    "a retention in days",
                    { retention: { global: { traces: "2d" } } },
                    'time: unknown unit "d" in duration "2d"',
                ],
                [
                    "a retention without a unit",
                    { retention: { global: { traces: "5" } } },
                    'time: missing unit in duration "5"',
                ],
                ["a timeout that is none", { timeout: "soon" }, 'time: invalid duration "soon"'],
            ];
            for (const [what, spec, message] of unreadable) {
                it(`refuses ${what}`, async () => {
                    const answer = await create(
                        cluster,
                        plainStack(namespace, spec),
                        "&dryRun=All",
                    );
                    expect(answer.status).to.equal(400);
                    expect(answer.message).to.equal(
                        `admission webhook "mtempostack.tempo.grafana.com" denied the request: ${message}`,
                    );
                });
            }

            it("refuses a name that is too long for a label", async () => {
                const stack = plainStack(namespace, {});
                const long = "a".repeat(64);
                const answer = await create(
                    cluster,
                    { ...stack, metadata: { ...stack.metadata, name: long } },
                    "&dryRun=All",
                );
                expect(answer.message).to.contain(
                    `is invalid: metadata.name: Invalid value: "${long}": must be no more than 63 characters`,
                );
            });

            it("refuses the name of a TempoMonolithic of the namespace, and the other way round", async () => {
                const own = await makeNamespace(cluster);
                await makeSecret(cluster, own);
                const monolithic = {
                    apiVersion: "tempo.grafana.com/v1alpha1",
                    kind: "TempoMonolithic",
                    metadata: { name: "tmstack", namespace: own },
                    spec: {},
                };
                expect((await create(cluster, monolithic)).status).to.equal(201);
                await eventually("the conflict is seen", async () => {
                    const answer = await create(cluster, plainStack(own, {}), "&dryRun=All");
                    return answer.message.endsWith(
                        'is invalid: metadata.name: Invalid value: "tmstack": Cannot create a TempoStack with the same name as a TempoMonolithic instance in the same namespace',
                    );
                });
                await removeAndWait(cluster, "TempoMonolithic", own, "tmstack");
                expect((await createWhenSeen(cluster, plainStack(own, {}))).status).to.equal(201);
                await eventually("the conflict is seen", async () => {
                    const answer = await create(cluster, monolithic, "&dryRun=All");
                    return answer.message.endsWith(
                        'is invalid: metadata.name: Invalid value: "tmstack": Cannot create a TempoMonolithic with the same name as a TempoStack instance in the same namespace',
                    );
                });
                await removeAndWait(cluster, "TempoStack", own, "tmstack");
            });

            const admitted: readonly (readonly [string, JsonObject, JsonObject])[] = [
                [
                    "quantities canonically",
                    {
                        storageSize: "10240Mi",
                        resources: { total: { limits: { cpu: "0.5", memory: "1000" } } },
                    },
                    {
                        storageSize: "10Gi",
                        resources: { total: { limits: { cpu: "500m", memory: "1k" } } },
                    },
                ],
                [
                    "empty limits as they were sent",
                    { resources: { total: { limits: {} } } },
                    { resources: { total: { limits: {} } } },
                ],
                [
                    "durations canonically",
                    { retention: { global: { traces: "90m" } }, timeout: "1.5s" },
                    { retention: { global: { traces: "1h30m0s" } }, timeout: "1.5s" },
                ],
                ["a useless size as the default", { storageSize: "0" }, { storageSize: "10Gi" }],
                [
                    "environment variables as they were sent",
                    {
                        env: [
                            { name: "A", value: "" },
                            { name: "B", value: "x" },
                        ],
                    },
                    {
                        env: [
                            { name: "A", value: "" },
                            { name: "B", value: "x" },
                        ],
                    },
                ],
            ];
            for (const [what, given, stored] of admitted) {
                it(`stores ${what}`, async () => {
                    const stack = plainStack(namespace, given);
                    const answer = await create(cluster, stack, "&dryRun=All");
                    expect(answer.status, answer.message).to.equal(201);
                    const spec = jsonObject(valueAt(answer.body, "spec"));
                    for (const [name, value] of Object.entries(stored)) {
                        expect(spec[name], name).to.deep.equal(value);
                    }
                });
            }

            it("stores the replicas and the replication of a size", async () => {
                const stack = plainStack(namespace, { size: "1x.small" });
                const answer = await create(cluster, stack, "&dryRun=All");
                const spec = valueAt(answer.body, "spec");
                const replicas = (...path: readonly string[]): unknown =>
                    valueAt(spec, "template", ...path, "replicas");
                expect(valueAt(spec, "replicationFactor")).to.equal(2);
                expect(replicas("ingester")).to.equal(2);
                expect(replicas("distributor", "component")).to.equal(3);
                expect(replicas("querier")).to.equal(3);
                expect(replicas("compactor")).to.equal(2);
                expect(replicas("queryFrontend", "component")).to.equal(2);
                expect(replicas("metricsGenerator", "component")).to.equal(3);
            });

            it("keeps what the user says of himself in labels and security contexts", async () => {
                const stack = plainStack(namespace, {
                    template: { ingester: { podSecurityContext: { runAsUser: 7 } } },
                });
                const labels = {
                    "app.kubernetes.io/managed-by": "me",
                    "tempo.grafana.com/distribution": "mine",
                };
                const answer = await create(
                    cluster,
                    { ...stack, metadata: { ...stack.metadata, labels } },
                    "&dryRun=All",
                );
                expect(valueAt(answer.body, "metadata", "labels")).to.deep.equal({
                    "app.kubernetes.io/managed-by": "me",
                    "tempo.grafana.com/distribution": "openshift",
                });
                expect(
                    valueAt(answer.body, "spec", "template", "ingester", "podSecurityContext"),
                ).to.deep.equal({ runAsUser: 7, fsGroup: 10001 });
            });

            it("warns of what it takes with doubts", async () => {
                const stack = plainStack(namespace, {
                    size: "1x.pico",
                    resources: { total: { limits: { cpu: "1" } } },
                    extraConfig: { tempo: { server: { log_level: "debug" } } },
                });
                const answer = await create(cluster, stack, "&dryRun=All");
                expect(answer.warnings).to.deep.equal([
                    "override tempo configuration could potentially break the stack, use it carefully",
                    "both spec.size and spec.resources.total are specified; spec.size takes precedence for resource allocation",
                    OPEN_WARNING,
                ]);
            });
        });

        describe("on a TempoStack that it is not to manage", () => {
            it("makes nothing, and lets it go", async () => {
                const namespace = await makeNamespace(cluster);
                await makeSecret(cluster, namespace);
                const stack = blueprintStack(namespace, { managementState: "Unmanaged" });
                expect((await createWhenSeen(cluster, stack)).status).to.equal(201);
                await eventually("it is held", async () => {
                    const found = await get(cluster, "TempoStack", namespace, "tmstack");
                    return found?.metadata.finalizers?.length;
                });
                const account = await get(cluster, "ServiceAccount", namespace, "tempo-tmstack");
                expect(account).to.equal(undefined);
                expect(await conditionOf(cluster, namespace)).to.equal("");
                await removeAndWait(cluster, "TempoStack", namespace, "tmstack");
            });
        });

        describe("on a TempoStack without a Route", () => {
            it("makes one service account only, and a second one when a Route is asked for", async () => {
                const namespace = await makeNamespace(cluster);
                await makeSecret(cluster, namespace);
                const stack = plainStack(namespace, {});
                expect((await createWhenSeen(cluster, stack)).status).to.equal(201);
                await untilUp(cluster, namespace);
                const frontend = "tempo-tmstack-query-frontend";
                expect(await get(cluster, "ServiceAccount", namespace, frontend)).to.equal(
                    undefined,
                );
                await patch(cluster, "TempoStack", namespace, "tmstack", {
                    spec: {
                        template: {
                            queryFrontend: {
                                jaegerQuery: { enabled: true, ingress: { type: "route" } },
                            },
                        },
                    },
                });
                await eventually("the Route is there", async () =>
                    get(cluster, "Route", namespace, frontend),
                );
                await eventually("the account is there", async () =>
                    get(cluster, "ServiceAccount", namespace, frontend),
                );
                await patch(cluster, "TempoStack", namespace, "tmstack", {
                    spec: {
                        template: { queryFrontend: { jaegerQuery: { ingress: { type: "none" } } } },
                    },
                });
                await eventually("the Route is gone", async () => {
                    return (await get(cluster, "Route", namespace, frontend)) === undefined;
                });
                expect(await get(cluster, "ServiceAccount", namespace, frontend)).to.not.equal(
                    undefined,
                );
                await removeAndWait(cluster, "TempoStack", namespace, "tmstack");
            });
        });

        describe("when the namespace goes with everything in it", () => {
            it("lets it go, its volume claims included, and complains of nothing", async () => {
                const namespace = await makeNamespace(cluster);
                await makeSecret(cluster, namespace);
                expect((await createWhenSeen(cluster, blueprintStack(namespace))).status).to.equal(
                    201,
                );
                await untilUp(cluster, namespace);
                errors.length = 0;
                const path = `/api/v1/namespaces/${namespace}`;
                expect((await send(cluster, "DELETE", path)).status).to.equal(200);
                await eventually(
                    "the namespace is gone",
                    async () =>
                        (await get(cluster, "Namespace", undefined, namespace)) === undefined,
                    20_000,
                );
                expect(errors.map(String)).to.deep.equal([]);
            });
        });
    });
}

/** What it is, the Secret's members, how it is refused (if it is), and the mode asked for. */
type SecretCase = readonly [
    what: string,
    data: Readonly<Record<string, string>>,
    refusal?: string | undefined,
    credentialMode?: string,
];

const COMPONENT_KINDS = [
    ["distributor", "Deployment"],
    ["ingester", "StatefulSet"],
    ["querier", "Deployment"],
    ["compactor", "Deployment"],
    ["query-frontend", "Deployment"],
] as const;

const CONTAINERS = ["spec", "template", "spec", "containers"] as const;

function plainStack(namespace: string, spec: JsonObject): ClusterObject {
    return {
        ...blueprintStack(namespace),
        spec: { storage: BASE_STORAGE, ...spec },
    };
}

/** The real operator reads Secrets from a cache: a warning means that it has not seen it yet. */
async function tryWhenSeen(cluster: TestCluster, stack: ClusterObject): Promise<Answer> {
    return eventually("the operator has seen the Secret", async () => {
        const answer = await create(cluster, stack, "&dryRun=All");
        return answer.warnings.some((one) => one.startsWith("could not fetch"))
            ? undefined
            : answer;
    });
}

async function createWhenSeen(cluster: TestCluster, stack: ClusterObject): Promise<Answer> {
    await tryWhenSeen(cluster, stack);
    return create(cluster, stack);
}

async function componentAccounts(
    cluster: TestCluster,
    namespace: string,
): Promise<Record<string, unknown>> {
    const accounts: Record<string, unknown> = {};
    for (const [component, kind] of COMPONENT_KINDS) {
        const object = await get(cluster, kind, namespace, `tempo-tmstack-${component}`);
        accounts[component] = valueAt(object, "spec", "template", "spec", "serviceAccountName");
    }
    return accounts;
}

function containerNames(object: unknown): readonly unknown[] {
    return (valueAt(object, ...CONTAINERS) as unknown[]).map((one) => valueAt(one, "name"));
}

function portNumbers(service: unknown): readonly unknown[] {
    return (valueAt(service, "spec", "ports") as unknown[]).map((one) => valueAt(one, "port"));
}

async function podNames(cluster: TestCluster, namespace: string): Promise<readonly string[]> {
    const path = `/api/v1/namespaces/${namespace}/pods`;
    const { body } = await send(cluster, "GET", path);
    return (valueAt(body, "items") as unknown[])
        .filter((pod) => valueAt(pod, "metadata", "deletionTimestamp") === undefined)
        .map(
            (pod) =>
                `${String(valueAt(pod, "metadata", "name"))}/${String(valueAt(pod, "metadata", "uid"))}`,
        )
        .sort();
}

function areReplaced(before: readonly string[], after: readonly string[]): boolean {
    return after.length === before.length && !after.some((pod) => before.includes(pod));
}

function secretData(changes: Readonly<Record<string, string>>): JsonObject {
    const encoded = Object.entries(changes).map(([key, value]) => [
        key,
        Buffer.from(value).toString("base64"),
    ]);
    return { data: Object.fromEntries(encoded) as JsonObject };
}
