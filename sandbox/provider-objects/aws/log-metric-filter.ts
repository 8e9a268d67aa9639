/** `aws.cloudwatch.LogMetricFilter`. */
import {
    DeleteMetricFilterCommand,
    DescribeMetricFiltersCommand,
    PutMetricFilterCommand,
    type MetricTransformation,
} from "@aws-sdk/client-cloudwatch-logs";

import { asRecord } from "../wire-values.ts";
import { fromApi, toApi, unknownMember, type Shape } from "./api-names.ts";
import type { AwsContext, AwsResource, Plain } from "./aws-resource.ts";
import { attempt, attemptToFind } from "./failures.ts";
import { logs, NO_LOGS } from "./logs.ts";
import { regionOf, REGION_RULE } from "./region.ts";
import { text } from "./values.ts";

const LONGEST_PATTERN = 1024;

const TRANSFORMATION: Shape = {
    name: ["metricName"],
    namespace: ["metricNamespace"],
    value: ["metricValue"],
    unit: ["unit"],
};

/** A metric filter; its id is its name. What the emulator takes without a look (the pattern's length) is checked here. */
export const logMetricFilter: AwsResource = {
    type: "aws:cloudwatch/logMetricFilter:LogMetricFilter",
    inputs: {
        logGroupName: { required: true, immutable: true },
        metricTransformation: {
            required: true,
            filledIn: true,
            problem: (value) => {
                const member = unknownMember(value, TRANSFORMATION, "metricTransformation");
                return member && `the sandbox does not know ${member}`;
            },
        },
        name: { immutable: true, autoname: { longest: 512 } },
        pattern: { required: true, problem: patternProblem },
        region: REGION_RULE,
    },
    create: async (context, inputs) => {
        await put(context, "creating", inputs);
        const region = regionOf(context, inputs);
        return { id: text(inputs, "name"), state: { ...inputs, region } };
    },
    read: async (context, id, old) => {
        const logGroupName = text(old, "logGroupName");
        const answer = await attemptToFind(`reading ${TITLE} (${id})`, NO_LOGS, () =>
            logs(context, old).send(
                new DescribeMetricFiltersCommand({ logGroupName, filterNamePrefix: id }),
            ),
        );
        const found = answer?.metricFilters?.find(({ filterName }) => filterName === id);
        if (found === undefined) return undefined;
        return {
            name: id,
            logGroupName,
            pattern: found.filterPattern,
            metricTransformation: fromApi(found.metricTransformations?.[0], TRANSFORMATION),
            region: regionOf(context, old),
        };
    },
    update: async (context, _id, _olds, news) => {
        await put(context, "updating", news);
        return { ...news, region: regionOf(context, news) };
    },
    delete: async (context, id, state) => {
        await attemptToFind(`deleting ${TITLE} (${id})`, NO_LOGS, () =>
            logs(context, state).send(
                new DeleteMetricFilterCommand({
                    logGroupName: text(state, "logGroupName"),
                    filterName: id,
                }),
            ),
        );
    },
};

const TITLE = "CloudWatch Logs Metric Filter";

async function put(context: AwsContext, doing: string, inputs: Plain): Promise<void> {
    const name = text(inputs, "name");
    await attempt(`${doing} ${TITLE} (${name})`, () =>
        logs(context, inputs).send(
            new PutMetricFilterCommand({
                logGroupName: text(inputs, "logGroupName"),
                filterName: name,
                filterPattern: text(inputs, "pattern"),
                metricTransformations: [transformation(inputs)],
            }),
        ),
    );
}

function transformation(inputs: Plain): MetricTransformation {
    const { metricName, metricNamespace, metricValue, ...more } = asRecord(
        toApi(inputs["metricTransformation"], TRANSFORMATION),
    );
    return {
        metricName: String(metricName),
        metricNamespace: String(metricNamespace),
        metricValue: String(metricValue),
        ...more,
    };
}

function patternProblem(value: unknown): string | undefined {
    const fits = typeof value === "string" && value.length <= LONGEST_PATTERN;
    return fits ? undefined : `expected a pattern of at most ${LONGEST_PATTERN} characters`;
}
