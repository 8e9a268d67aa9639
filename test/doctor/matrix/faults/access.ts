/** Faults of what the role may do. */
import {
    CreatePolicyCommand,
    DeleteRolePolicyCommand,
    PutRolePermissionsBoundaryCommand,
} from "@aws-sdk/client-iam";
import { PutBucketPolicyCommand } from "@aws-sdk/client-s3";

import type { PolicyDocument, Statement } from "../../../../components/pure/policies/statement.ts";
import type { Fault } from "../fault.ts";
import type { Stage } from "../stage.ts";
import { encrypt, makeKey } from "./bucket.ts";

const ONE_POD = { kind: "tempomonolithic" } as const;

/** The access policy, the boundary and the bucket's policy. */
export const ACCESS_FAULTS: readonly Fault[] = [
    ...["s3:ListBucket", "s3:PutObject", "s3:AbortMultipartUpload", "s3:GetObjectTagging"].map(
        (action) =>
            ofAccess(
                `without-${action.slice(3)}`,
                `The role's policy lacks ${action}`,
                "access-action-missing",
                (statement) => ({
                    ...statement,
                    Action: [statement.Action]
                        .flat()
                        .filter((each) => each !== action)
                        .concat("s3:None"),
                }),
            ),
    ),
    ofAccess(
        "fake-action",
        "The role's policy has s3:ListObjects, which is none",
        "access-action-missing",
        (statement) => ({
            ...statement,
            Action: [statement.Action]
                .flat()
                .map((each) => each.replace("ListBucket", "ListObjects")),
        }),
    ),
    ofAccess(
        "other-bucket",
        "The role's policy is about another bucket",
        "access-other-resource",
        (statement) => ({
            ...statement,
            Resource: [statement.Resource ?? ""]
                .flat()
                .map((each) => each.replace(":::", ":::other-")),
        }),
    ),
    ofAccess(
        "no-objects",
        "The role's policy names the bucket and not its objects",
        "access-other-resource",
        (statement) => ({
            ...statement,
            Resource: [statement.Resource ?? ""].flat().map((each) => each.replace("/*", "")),
        }),
    ),
    {
        name: "access-denied",
        title: "The role's own policy denies deleting",
        cause: "access-denied",
        shape: ONE_POD,
        inject: async (stage) => {
            const deny: Statement = { Effect: "Deny", Action: "s3:Delete*", Resource: "*" };
            const { Statement: granted } = stage.documents.access;
            await stage.setAccess({ Version: "2012-10-17", Statement: [...granted, deny] });
        },
    },
    {
        name: "access-no-policy",
        title: "The role has no policy",
        cause: "access-policy-missing",
        shape: ONE_POD,
        inject: async ({ aws, names: { roleName: RoleName } }) => {
            await aws.iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: "access" }));
        },
    },
    {
        name: "access-boundary",
        title: "The role's permissions boundary lets it only read",
        cause: "access-boundary",
        shape: ONE_POD,
        inject: async ({ aws, names: { roleName: RoleName } }) => {
            const PolicyDocument = JSON.stringify(allowing(["s3:GetObject", "s3:ListBucket"]));
            const boundary = { PolicyName: `${RoleName}-boundary`, PolicyDocument };
            const { Policy } = await aws.iam.send(new CreatePolicyCommand(boundary));
            const PermissionsBoundary = Policy?.Arn ?? "";
            await aws.iam.send(
                new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }),
            );
        },
    },
    ofBucketPolicy(
        "bucket-policy",
        "The bucket's policy denies the role",
        "access-bucket-policy",
        ({ names }) => ({
            Effect: "Deny",
            Principal: { AWS: names.roleArn },
            Action: "s3:PutObject",
            Resource: `arn:aws:s3:::${names.bucketName}/*`,
        }),
    ),
    ofBucketPolicy(
        "role-recreated",
        "The bucket's policy spares a role that was deleted and made again",
        "access-role-recreated",
        ({ names }) => ({
            Effect: "Deny",
            Principal: "*",
            Action: "s3:PutObject",
            Resource: `arn:aws:s3:::${names.bucketName}/*`,
            Condition: { StringNotLike: { "aws:userId": "AROAEXAMPLEOFOLD0000:*" } },
        }),
    ),
    {
        name: "access-no-key",
        title: "The role may not use the bucket's key",
        cause: "access-key-missing",
        shape: ONE_POD,
        inject: async (stage) => encrypt(stage, await makeKey(stage)),
    },
];

function ofAccess(
    name: string,
    title: string,
    cause: string,
    change: (statement: Statement) => Statement,
): Fault {
    return {
        ...{ name: `access-${name}`, title, cause, shape: ONE_POD },
        inject: async (stage) => {
            const { access } = stage.documents;
            await stage.setAccess({ ...access, Statement: access.Statement.map(change) });
        },
    };
}

function ofBucketPolicy(
    name: string,
    title: string,
    cause: string,
    statement: (stage: Stage) => Statement,
): Fault {
    return {
        ...{ name: `access-${name}`, title, cause, shape: ONE_POD },
        inject: async (stage) => {
            const { bucketName: Bucket } = stage.names;
            const document = { Version: "2012-10-17", Statement: [statement(stage)] };
            const Policy = JSON.stringify(document);
            await stage.aws.s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
        },
    };
}

function allowing(Action: string[]): PolicyDocument {
    return { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] };
}
