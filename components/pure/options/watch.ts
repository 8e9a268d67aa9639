// Who is told when something is refused: alarms in AWS, rules and a dashboard in the cluster.
import { z } from "zod";

import { arnProblems } from "../names/arn.ts";
import { flag, oneOf, table, text } from "../fields/fields.ts";
import { kmsKeyProblems } from "../names/kms-key.ts";
import { emailProblems, httpsUrlProblems } from "../names/contact-names.ts";

/** What watches, and who is told. */
export interface WatchOptions {
    /**
     * `none`; `metric-filters`: filters on the audit trail's log group and alarms on them (needs `audit`);
     * `event-rule`: an EventBridge rule, which needs no log group.
     *
     * @default "none"
     */
    readonly alarms?: "none" | "metric-filters" | "event-rule" | undefined;
    /** The ARN of the SNS topic that is told. @default - a topic of the stack */
    readonly topicArn?: string | undefined;
    /** Who subscribes to the stack's topic. @default - nobody yet */
    readonly email?: string | undefined;
    /**
     * The KMS key of the stack's topic; its policy must let CloudWatch and EventBridge use it.
     *
     * @default - none: with SNS's own key (aws/sns) neither of them could tell anybody
     */
    readonly kmsKeyArn?: string | undefined;
    /** Where the runbooks are, the beginning of each alarm's link. @default - the path docs/runbooks, in this project */
    readonly runbooks?: string | undefined;
    /** Whether the operator makes ServiceMonitors for Tempo; needs its feature gate `prometheusOperator`, on in OpenShift's builds. @default false */
    readonly serviceMonitors?: boolean | undefined;
    /** Whether the cluster gets a PrometheusRule; needs the monitoring CRDs, and Tempo's metrics: `serviceMonitors`, or monitors of your own. @default false */
    readonly prometheusRule?: boolean | undefined;
    /** Whether the cluster gets a ConfigMap with a Grafana dashboard. @default false */
    readonly dashboard?: boolean | undefined;
}

/** The options as they may be written. */
export const WATCH = table({
    alarms: oneOf(["none", "metric-filters", "event-rule"]).default("none"),
    topicArn: text((value, path) => arnProblems(value, path, { service: "sns" })).optional(),
    email: text(emailProblems).optional(),
    kmsKeyArn: text((value, path) => kmsKeyProblems(value, path)).optional(),
    runbooks: text(httpsUrlProblems).optional(),
    serviceMonitors: flag().default(false),
    prometheusRule: flag().default(false),
    dashboard: flag().default(false),
});

/** The options with their defaults. */
export type Watch = z.output<typeof WATCH>;
