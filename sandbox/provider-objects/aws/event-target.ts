/** `aws.cloudwatch.EventTarget`, on the default bus. */
import {
    ListTargetsByRuleCommand,
    PutTargetsCommand,
    RemoveTargetsCommand,
} from "@aws-sdk/client-eventbridge";

import { asRecord } from "../wire-values.ts";
import { fromApi, toApi, unknownMember, type Shape } from "./api-names.ts";
import type { AwsContext, AwsResource, Plain } from "./aws-resource.ts";
import { events, NO_RULE } from "./events.ts";
import { attempt, attemptToFind } from "./failures.ts";
import { regionOf, REGION_RULE } from "./region.ts";
import { given, optionalText, text } from "./values.ts";

const TRANSFORMER: Shape = {
    inputPaths: ["InputPathsMap"],
    inputTemplate: ["InputTemplate"],
};
const TITLE = "EventBridge Target";

/** What a rule tells; its id is made of the rule's name and its own. */
export const eventTarget: AwsResource = {
    type: "aws:cloudwatch/eventTarget:EventTarget",
    inputs: {
        arn: { required: true },
        input: {},
        inputPath: {},
        inputTransformer: {
            problem: (value) => {
                const member = unknownMember(value, TRANSFORMER, "inputTransformer");
                return member && `the sandbox does not know ${member}`;
            },
        },
        region: REGION_RULE,
        rule: { required: true, immutable: true },
        targetId: { immutable: true, autoname: { longest: 64 } },
    },
    create: async (context, inputs) => {
        await put(context, "creating", inputs);
        return {
            id: `${text(inputs, "rule")}-${text(inputs, "targetId")}`,
            state: { ...inputs, region: regionOf(context, inputs) },
        };
    },
    read: async (context, id, old) => {
        const [rule, targetId] = [text(old, "rule"), text(old, "targetId")];
        const answer = await attemptToFind(`reading ${TITLE} (${id})`, NO_RULE, () =>
            events(context, old).send(new ListTargetsByRuleCommand({ Rule: rule })),
        );
        const found = answer?.Targets?.find(({ Id }) => Id === targetId);
        if (found === undefined) return undefined;
        const transformer = found.InputTransformer;
        return {
            rule,
            targetId,
            arn: found.Arn,
            region: regionOf(context, old),
            ...given({ input: found.Input, inputPath: found.InputPath }),
            ...(transformer === undefined
                ? {}
                : { inputTransformer: fromApi({ ...transformer }, TRANSFORMER) }),
        };
    },
    update: async (context, _id, _olds, news) => {
        await put(context, "updating", news);
        return { ...news, region: regionOf(context, news) };
    },
    delete: async (context, id, state) => {
        await attemptToFind(`deleting ${TITLE} (${id})`, NO_RULE, () =>
            events(context, state).send(
                new RemoveTargetsCommand({
                    Rule: text(state, "rule"),
                    Ids: [text(state, "targetId")],
                }),
            ),
        );
    },
};

async function put(context: AwsContext, doing: string, inputs: Plain): Promise<void> {
    const [rule, targetId] = [text(inputs, "rule"), text(inputs, "targetId")];
    const { InputTemplate, ...paths } = asRecord(toApi(inputs["inputTransformer"], TRANSFORMER));
    const answer = await attempt(`${doing} ${TITLE} (${rule}-${targetId})`, () =>
        events(context, inputs).send(
            new PutTargetsCommand({
                Rule: rule,
                Targets: [
                    {
                        Id: targetId,
                        Arn: text(inputs, "arn"),
                        ...given({
                            Input: optionalText(inputs, "input"),
                            InputPath: optionalText(inputs, "inputPath"),
                        }),
                        ...(typeof InputTemplate === "string"
                            ? { InputTransformer: { ...paths, InputTemplate } }
                            : {}),
                    },
                ],
            }),
        ),
    );
    const [failed] = answer.FailedEntries ?? [];
    if (failed !== undefined) {
        throw new Error(
            `${doing} ${TITLE} (${rule}-${targetId}): ${failed.ErrorCode ?? ""}: ${failed.ErrorMessage ?? ""}`,
        );
    }
}
