/** `aws.iam.Policy`: a managed policy with its versions. */
import {
    CreatePolicyCommand,
    CreatePolicyVersionCommand,
    DeletePolicyCommand,
    DeletePolicyVersionCommand,
    GetPolicyCommand,
    GetPolicyVersionCommand,
    ListPolicyVersionsCommand,
    TagPolicyCommand,
    UntagPolicyCommand,
    type PolicyVersion,
} from "@aws-sdk/client-iam";

import type { AwsContext, AwsResource, AwsState, Plain } from "./aws-resource.ts";
import { attempt, attemptToFind, awsFailure, isCode } from "./failures.ts";
import { iamPath } from "./iam-path.ts";
import { samePolicy } from "./policy-document.ts";
import { allTagMap, allTags, fromTags, tagChanges, TAGS_RULE, tagState } from "./tags.ts";
import { given, optionalText, text } from "./values.ts";

const MISSING = ["NoSuchEntity"];
const LONGEST_NAME = 128;
/** AWS keeps five versions of a policy. */
const MOST_VERSIONS = 5;

/** Its id is its ARN. */
export const policy: AwsResource = {
    type: "aws:iam/policy:Policy",
    inputs: {
        delayAfterPolicyCreationInMs: {},
        description: { immutable: true },
        name: { immutable: true, autoname: { longest: LONGEST_NAME } },
        path: iamPath,
        policy: { required: true, policy: true },
        tags: TAGS_RULE,
    },
    create,
    read,
    update,
    delete: remove,
};

async function create(context: AwsContext, inputs: Plain): Promise<AwsState> {
    const PolicyName = text(inputs, "name");
    const request = {
        PolicyName,
        PolicyDocument: text(inputs, "policy"),
        Path: optionalText(inputs, "path") ?? "/",
        Tags: allTags(context, inputs),
        ...given({ Description: optionalText(inputs, "description") }),
    };
    try {
        const answer = await context.connection.iam().send(new CreatePolicyCommand(request));
        const { Arn: arn = "", PolicyId: policyId } = answer.Policy ?? {};
        const outputs = { arn, attachmentCount: 0, path: request.Path, policyId };
        const tagsAll = allTagMap(context, inputs);
        return { id: arn, state: { ...inputs, ...outputs, tagsAll } };
    } catch (error) {
        if (!isCode(error, "EntityAlreadyExists")) {
            throw awsFailure(`creating IAM Policy (${PolicyName})`, error);
        }
        const { accountId } = await context.connection.caller();
        throw awsFailure(
            `creating IAM Policy (${PolicyName})`,
            error,
            `A policy of this name belongs to the account ${accountId}: import it, delete it or choose another name.`,
        );
    }
}

async function read(context: AwsContext, PolicyArn: string): Promise<Plain | undefined> {
    const iam = context.connection.iam();
    return attemptToFind(`reading IAM Policy (${PolicyArn})`, MISSING, async () => {
        const { Policy = {} } = await iam.send(new GetPolicyCommand({ PolicyArn }));
        const VersionId = Policy.DefaultVersionId;
        const version = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
        return {
            arn: PolicyArn,
            attachmentCount: Policy.AttachmentCount ?? 0,
            name: Policy.PolicyName,
            path: Policy.Path,
            policy: decodeURIComponent(version.PolicyVersion?.Document ?? ""),
            policyId: Policy.PolicyId,
            ...given({ description: Policy.Description }),
            ...tagState(context, fromTags(Policy.Tags)),
        };
    });
}

async function update(
    context: AwsContext,
    PolicyArn: string,
    olds: Plain,
    news: Plain,
): Promise<Plain> {
    await attempt(`updating IAM Policy (${PolicyArn})`, async () => {
        const iam = context.connection.iam();
        if (!samePolicy(olds["policy"], news["policy"])) {
            await makeRoom(context, PolicyArn);
            const PolicyDocument = text(news, "policy");
            await iam.send(
                new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true }),
            );
        }
        const { set, remove } = tagChanges(allTagMap(context, olds), allTagMap(context, news));
        if (remove.length > 0)
            await iam.send(new UntagPolicyCommand({ PolicyArn, TagKeys: remove }));
        if (set.length > 0) await iam.send(new TagPolicyCommand({ PolicyArn, Tags: set }));
    });
    const { arn, attachmentCount, path, policyId } = olds;
    return { ...news, arn, attachmentCount, path, policyId, tagsAll: allTagMap(context, news) };
}

async function remove(context: AwsContext, PolicyArn: string): Promise<void> {
    const iam = context.connection.iam();
    await attemptToFind(`deleting IAM Policy (${PolicyArn})`, MISSING, async () => {
        for (const { VersionId, IsDefaultVersion } of await versionsOf(context, PolicyArn)) {
            if (IsDefaultVersion === true) continue;
            await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
        }
        await iam.send(new DeletePolicyCommand({ PolicyArn }));
    });
}

/** Deletes the oldest version that is not in use where there is no room for another one. */
async function makeRoom(context: AwsContext, PolicyArn: string): Promise<void> {
    const versions = await versionsOf(context, PolicyArn);
    if (versions.length < MOST_VERSIONS) return;
    const age = ({ CreateDate, VersionId }: PolicyVersion): number =>
        (CreateDate?.getTime() ?? 0) + Number(VersionId?.slice(1) ?? 0) / 1000;
    const [oldest] = versions
        .filter((version) => version.IsDefaultVersion !== true)
        .sort((one, other) => age(one) - age(other));
    if (oldest === undefined) return;
    const { VersionId } = oldest;
    await context.connection.iam().send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
}

async function versionsOf(
    context: AwsContext,
    PolicyArn: string,
): Promise<readonly PolicyVersion[]> {
    const answer = await context.connection
        .iam()
        .send(new ListPolicyVersionsCommand({ PolicyArn }));
    return answer.Versions ?? [];
}
