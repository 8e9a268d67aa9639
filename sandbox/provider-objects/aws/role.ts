/** `aws.iam.Role`. */
import {
    CreateRoleCommand,
    DeleteRoleCommand,
    DeleteRolePermissionsBoundaryCommand,
    GetRoleCommand,
    PutRolePermissionsBoundaryCommand,
    TagRoleCommand,
    UntagRoleCommand,
    UpdateAssumeRolePolicyCommand,
    UpdateRoleCommand,
    type Role,
} from "@aws-sdk/client-iam";

import { roleNameProblems } from "../../../components/pure/names/physical-names.ts";
import { formatProblem } from "../../../components/pure/problems.ts";
import type { AwsContext, AwsResource, AwsState, Plain } from "./aws-resource.ts";
import { attempt, attemptToFind, awsFailure, isCode } from "./failures.ts";
import { iamPath } from "./iam-path.ts";
import { samePolicy } from "./policy-document.ts";
import { detachEverything } from "./role-policies.ts";
import { allTagMap, allTags, fromTags, tagChanges, TAGS_RULE, tagState } from "./tags.ts";
import { flag, given, optionalNumber, optionalText, text } from "./values.ts";

const LONGEST_NAME = 64;
const DEFAULT_SESSION_SECONDS = 3600;
const LONGEST_SESSION_SECONDS = 43_200;
const MISSING = ["NoSuchEntity"];

/** The role. What the emulator takes without a look (trust policy, name, duration) is checked here. */
export const role: AwsResource = {
    type: "aws:iam/role:Role",
    inputs: {
        assumeRolePolicy: { required: true, policy: true },
        description: {},
        forceDetachPolicies: { defaultValue: false },
        maxSessionDuration: { defaultValue: DEFAULT_SESSION_SECONDS, problem: sessionProblem },
        name: {
            immutable: true,
            autoname: { longest: LONGEST_NAME },
            problem: (value) => roleNameProblems(value, "name").map(formatProblem)[0],
        },
        path: iamPath,
        permissionsBoundary: {},
        tags: TAGS_RULE,
    },
    create,
    read,
    update,
    delete: remove,
};

async function create(context: AwsContext, inputs: Plain): Promise<AwsState> {
    const RoleName = text(inputs, "name");
    const request = {
        RoleName,
        AssumeRolePolicyDocument: text(inputs, "assumeRolePolicy"),
        Path: optionalText(inputs, "path") ?? "/",
        MaxSessionDuration: optionalNumber(inputs, "maxSessionDuration") ?? DEFAULT_SESSION_SECONDS,
        Tags: allTags(context, inputs),
        ...given({
            Description: optionalText(inputs, "description"),
            PermissionsBoundary: optionalText(inputs, "permissionsBoundary"),
        }),
    };
    try {
        const answer = await context.connection.iam().send(new CreateRoleCommand(request));
        return {
            id: RoleName,
            state: { ...inputs, ...outputs(answer.Role), tagsAll: allTagMap(context, inputs) },
        };
    } catch (error) {
        if (isCode(error, "EntityAlreadyExists"))
            throw await takenFailure(context, RoleName, error);
        throw awsFailure(`creating IAM Role (${RoleName})`, error);
    }
}

async function read(context: AwsContext, id: string, old: Plain): Promise<Plain | undefined> {
    const answer = await attemptToFind(`reading IAM Role (${id})`, MISSING, () =>
        context.connection.iam().send(new GetRoleCommand({ RoleName: id })),
    );
    const found = answer?.Role;
    if (found === undefined) return undefined;
    return {
        ...outputs(found),
        name: found.RoleName,
        assumeRolePolicy: decodeURIComponent(found.AssumeRolePolicyDocument ?? ""),
        forceDetachPolicies: flag(old, "forceDetachPolicies"),
        maxSessionDuration: found.MaxSessionDuration,
        ...given({
            description: found.Description,
            permissionsBoundary: found.PermissionsBoundary?.PermissionsBoundaryArn,
        }),
        ...tagState(context, fromTags(found.Tags)),
    };
}

async function update(context: AwsContext, id: string, olds: Plain, news: Plain): Promise<Plain> {
    await attempt(`updating IAM Role (${id})`, async () => {
        const iam = context.connection.iam();
        if (!samePolicy(olds["assumeRolePolicy"], news["assumeRolePolicy"])) {
            const PolicyDocument = text(news, "assumeRolePolicy");
            await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: id, PolicyDocument }));
        }
        await iam.send(
            new UpdateRoleCommand({
                RoleName: id,
                Description: optionalText(news, "description") ?? "",
                MaxSessionDuration:
                    optionalNumber(news, "maxSessionDuration") ?? DEFAULT_SESSION_SECONDS,
            }),
        );
        await updateBoundary(context, id, olds, news);
        const { set, remove } = tagChanges(allTagMap(context, olds), allTagMap(context, news));
        if (remove.length > 0)
            await iam.send(new UntagRoleCommand({ RoleName: id, TagKeys: remove }));
        if (set.length > 0) await iam.send(new TagRoleCommand({ RoleName: id, Tags: set }));
    });
    return { ...news, ...(await read(context, id, news)), tagsAll: allTagMap(context, news) };
}

async function remove(context: AwsContext, id: string, state: Plain): Promise<void> {
    if (flag(state, "forceDetachPolicies")) await detachEverything(context, id);
    try {
        await context.connection.iam().send(new DeleteRoleCommand({ RoleName: id }));
    } catch (error) {
        if (isCode(error, ...MISSING)) return;
        const advice = isCode(error, "DeleteConflict")
            ? "Policies are still attached to it: set forceDetachPolicies (and run an update) to have them removed, or detach them."
            : undefined;
        throw awsFailure(`deleting IAM Role (${id})`, error, advice);
    }
}

async function updateBoundary(
    context: AwsContext,
    RoleName: string,
    olds: Plain,
    news: Plain,
): Promise<void> {
    const before = optionalText(olds, "permissionsBoundary");
    const after = optionalText(news, "permissionsBoundary");
    if (before === after) return;
    const iam = context.connection.iam();
    if (after === undefined) await iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }));
    else
        await iam.send(
            new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: after }),
        );
}

async function takenFailure(context: AwsContext, RoleName: string, error: unknown): Promise<Error> {
    const { accountId } = await context.connection.caller();
    const found = await context.connection
        .iam()
        .send(new GetRoleCommand({ RoleName }))
        .catch(() => undefined);
    const tags = Object.entries(fromTags(found?.Role?.Tags)).map((tag) => tag.join("="));
    const marks = tags.length === 0 ? "no tags" : `the tags ${tags.join(", ")}`;
    return awsFailure(
        `creating IAM Role (${RoleName})`,
        error,
        `The role belongs to this account (${accountId}) and carries ${marks}: import it, delete it or choose another name.`,
    );
}

function outputs(found: Role | undefined): Plain {
    return {
        arn: found?.Arn,
        createDate: found?.CreateDate?.toISOString(),
        path: found?.Path,
        uniqueId: found?.RoleId,
    };
}

function sessionProblem(value: unknown): string | undefined {
    const fits =
        typeof value === "number" &&
        value >= DEFAULT_SESSION_SECONDS &&
        value <= LONGEST_SESSION_SECONDS;
    return fits
        ? undefined
        : `expected maxSessionDuration to be ${DEFAULT_SESSION_SECONDS} to ${LONGEST_SESSION_SECONDS} seconds, got ${String(value)}`;
}
