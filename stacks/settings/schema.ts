// Every setting there is: its kind, its check and its default.
import { z } from "zod";

import { arnProblems } from "../../components/pure/names/arn.ts";
import { durationProblems } from "../../components/pure/duration.ts";
import { issuerProblems } from "../../components/pure/issuer.ts";
import { kmsKeyProblems } from "../../components/pure/names/kms-key.ts";
import {
    dnsLabelProblems,
    dnsSubdomainProblems,
} from "../../components/pure/names/kubernetes-names.ts";
import {
    lifetimeTextProblems,
    timeTagProblems,
} from "../../components/pure/lifetime/lifetime-rules.ts";
import { runIdProblems } from "../../components/pure/manifests/job.ts";
import {
    bucketNameProblems,
    roleDescriptionProblems,
    roleNameProblems,
} from "../../components/pure/names/physical-names.ts";
import { OPTION_SCHEMAS } from "../../components/pure/options/option-schemas.ts";
import { quantityProblems } from "../../components/pure/quantity.ts";
import { regionProblems } from "../../components/pure/partition.ts";
import { tagProblems } from "../../components/pure/lifetime/tag-rules.ts";
import { tempoNameProblems } from "../../components/pure/names/tempo-names.ts";
import { DEFAULTS } from "./defaults.ts";
import {
    anyText,
    flag,
    oneOf,
    table,
    text,
    texts,
    whole,
} from "../../components/pure/fields/fields.ts";
import {
    imageProblems,
    namespaceProblems,
    operatorProblems,
    rolePathProblems,
} from "./text-rules.ts";

const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3600;

const limits = table({
    memory: text(quantityProblems).default(DEFAULTS.resources.limits.memory),
    cpu: text(quantityProblems).default(DEFAULTS.resources.limits.cpu),
});

const jaegerQuery = table({
    enabled: flag().default(DEFAULTS.jaegerQuery.enabled),
    // Its default depends on `enabled`.
    ingress: table({ type: oneOf(["route", "ingress", "none"]).optional() }).prefault({}),
    authentication: flag().optional(),
});

const traceCheck = table({
    enabled: flag().default(DEFAULTS.traceCheck.enabled),
    traces: whole("how many traces are sent", 1, 10_000).default(DEFAULTS.traceCheck.traces),
    image: text(imageProblems).default(DEFAULTS.traceCheck.image),
    runId: text(runIdProblems).default(DEFAULTS.traceCheck.runId),
    deadlineSeconds: whole("seconds", 1, DAY_SECONDS).default(DEFAULTS.traceCheck.deadlineSeconds),
});

const handshake = table({
    enabled: flag().default(DEFAULTS.handshake.enabled),
    timeoutSeconds: whole("seconds", 1, DAY_SECONDS).default(DEFAULTS.handshake.timeoutSeconds),
});

const kubernetes = table({
    context: anyText(
        "the name of a context",
        "`kubectl config get-contexts` lists them",
    ).optional(),
    kubeconfig: anyText(
        "the path of a kubeconfig file, or its content",
        "Leave it out to have KUBECONFIG or ~/.kube/config read",
    ).optional(),
});

const identity = table({
    policyKind: oneOf(["inline", "managed"]).default(DEFAULTS.identity.policyKind),
    // Its partition is compared with the Region's elsewhere.
    permissionsBoundary: text((value, path) =>
        arnProblems(value, path, { service: "iam", resourcePrefix: "policy/" }),
    ).optional(),
    path: text(rolePathProblems).default(DEFAULTS.identity.path),
    adopt: flag().default(DEFAULTS.identity.adopt),
    description: text(roleDescriptionProblems).optional(),
    maxSessionSeconds: whole("seconds", HOUR_SECONDS, 12 * HOUR_SECONDS).default(
        DEFAULTS.identity.maxSessionSeconds,
    ),
});

const lifetime = table({
    owner: text(lifetimeTextProblems),
    branch: text(lifetimeTextProblems).optional(),
    runId: text(lifetimeTextProblems).optional(),
    created: text(timeTagProblems),
    expires: text(timeTagProblems).optional(),
    commit: text(lifetimeTextProblems).optional(),
});

/** The settings of this project as they may be configured: no key beside these. */
export const SCHEMA = z.strictObject({
    namespace: text(namespaceProblems),
    createNamespace: flag().default(DEFAULTS.createNamespace),
    tempoName: text(tempoNameProblems).default(DEFAULTS.tempoName),
    buildNamespace: text(dnsLabelProblems).optional(),
    region: text(regionProblems).optional(),
    profile: oneOf(["ephemeral", "production"]).default(DEFAULTS.profile),
    bucketName: text(bucketNameProblems).optional(),
    roleName: text(roleNameProblems).optional(),
    // Its Region is compared with the bucket's elsewhere.
    kmsKeyArn: text((value, path) => kmsKeyProblems(value, path)).optional(),
    secretName: text(dnsSubdomainProblems).default(DEFAULTS.secretName),
    issuer: text(issuerProblems).optional(),
    storageSize: text(quantityProblems).default(DEFAULTS.storageSize),
    resources: table({ limits: limits.prefault({}) }).prefault({}),
    retention: text(durationProblems).optional(),
    jaegerQuery: jaegerQuery.prefault({}),
    traceCheck: traceCheck.prefault({}),
    handshake: handshake.prefault({}),
    operatorVersion: text(operatorProblems).default(DEFAULTS.operatorVersion),
    tags: texts(tagProblems).default(DEFAULTS.tags),
    lifetime: lifetime.optional(),
    retainOnDelete: flag().default(DEFAULTS.retainOnDelete),
    kubernetes: kubernetes.prefault({}),
    identity: identity.prefault({}),
    ...OPTION_SCHEMAS,
});

/** What the schema makes of a configuration that it accepts. */
export type Configured = z.output<typeof SCHEMA>;
