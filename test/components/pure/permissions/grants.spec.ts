import { expect } from "chai";

import { grantsFor, type Grant } from "../../../../components/pure/permissions/grants.ts";
import {
    PERMISSION_VERBS,
    type PermissionSubject,
    type PermissionVerb,
} from "../../../../components/pure/permissions/subject.ts";
import { TABLES } from "../../../../components/pure/permissions/tables.ts";
import { subjectWith } from "./subject.ts";

const IAM = "arn:aws:iam::123456789012";
const BOUNDARY = `${IAM}:policy/boundary`;
const CHANGING = /:(?:Create|Put|Delete|Update|Tag|Untag|Attach|Detach|Add|Remove|Schedule|Set)/;

describe("the rights of a person", () => {
    it("name bucket, objects, role and provider by their ARNs", () => {
        expect(placesOf(grantsFor(subjectWith(), ["up", "destroy"]))).to.deep.equal([
            ...["arn:aws:s3:::traces", "arn:aws:s3:::traces/*", `${IAM}:role/tempo`],
            `${IAM}:oidc-provider/oidc.example.com/a`,
        ]);
    });

    it("follow path, partition, Region and an account's own bucket namespace", () => {
        const subject = subjectWith(
            { bucket: { namespace: "account-regional" } },
            {
                ...{ partition: "aws-us-gov", region: "us-gov-west-1" },
                ...{ rolePath: "/ci/", policyKind: "managed" },
            },
        );
        expect(placesOf(grantsFor(subject, ["up"]))).to.include.members([
            "arn:aws-us-gov:s3:::traces-123456789012-us-gov-west-1-an",
            "arn:aws-us-gov:iam::123456789012:role/ci/tempo",
            "arn:aws-us-gov:iam::123456789012:policy/ci/tempo",
        ]);
    });

    it("let roles be made and filled under the boundary only, and never let it be taken off", () => {
        const grants = grantsFor(
            subjectWith({}, { permissionsBoundary: BOUNDARY, policyKind: "managed" }),
            PERMISSION_VERBS,
        );
        const bounded = { StringEquals: { "iam:PermissionsBoundary": BOUNDARY } };
        const granting =
            /^iam:(?:CreateRole|PutRole\w+|AttachRolePolicy|DetachRolePolicy|DeleteRolePolicy)$/;
        const found = grants.filter(({ action }) => granting.test(action));
        expect(found.map(({ action }) => action)).to.include.members([
            ...["iam:CreateRole", "iam:AttachRolePolicy", "iam:PutRolePermissionsBoundary"],
        ]);
        for (const { action, condition } of found) expect(condition, action).to.deep.equal(bounded);
        expect(actionsOf(grants)).to.not.include("iam:DeleteRolePermissionsBoundary");
    });

    it("of `up` delete nothing, those of `preview` change nothing, those of `verify` are none", () => {
        const everything = everySubject();
        const up = actionsOf(grantsFor(everything, ["up"]));
        expect(up).to.include("s3:CreateBucket");
        expect(up.filter((action) => /:(?:Delete|ScheduleKeyDeletion)/.test(action))).to.deep.equal(
            [],
        );
        const preview = actionsOf(grantsFor(everything, ["preview"]));
        expect(preview).to.include("s3:GetBucketPolicy");
        expect(preview.filter((action) => CHANGING.test(action))).to.deep.equal([]);
        expect(grantsFor(everything, ["verify"])).to.deep.equal([]);
    });

    it("of `verify` are those on the state, where it is in AWS", () => {
        const state = { bucketName: "state", prefix: "a/b", keyArn: "arn:k", keyAlias: "alias/x" };
        const grants = grantsFor(subjectWith({}, { state }), ["verify"]);
        expect(placesOf(grants)).to.deep.equal([
            ...["arn:aws:s3:::state", "arn:aws:s3:::state/a/b/*", "arn:k"],
        ]);
        expect(grants.at(-1)?.condition).to.deep.equal({
            "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/x" },
        });
    });

    it("empty a bucket of an ephemeral stack only, and sweep no other", () => {
        const emptying = ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:ListBucketVersions"];
        const verbs: readonly PermissionVerb[] = ["destroy", "sweep"];
        expect(actionsOf(grantsFor(subjectWith(), verbs))).to.include.members(emptying);
        const production = actionsOf(grantsFor(subjectWith({}, { profile: "production" }), verbs));
        for (const action of [...emptying, "s3:ListAllMyBuckets", "iam:ListRoles"]) {
            expect(production).to.not.include(action);
        }
        expect(production).to.include("s3:DeleteBucket");
    });

    it("look at an adopted bucket and role, and do nothing with them", () => {
        const subject = subjectWith({ bucket: { adopt: true } }, { adoptRole: true });
        expect(actionsOf(grantsFor(subject, ["up", "preview", "destroy"]))).to.deep.equal([
            ...["s3:ListBucket", "iam:GetRole", "iam:GetOpenIDConnectProvider"],
        ]);
    });

    it("delete nothing that is let go of", () => {
        const subject = { ...everySubject(), retainOnDelete: true };
        const actions = actionsOf(grantsFor(subject, ["destroy"]));
        expect(
            actions.filter((action) => /Delete(?:Bucket|Role|Trail|LogGroup)$/.test(action)),
        ).to.deep.equal([]);
    });

    it("say of each who asks, when, for which verb, and where it can be read", () => {
        for (const { reasons } of grantsFor(everySubject(), PERMISSION_VERBS)) {
            expect(reasons).to.not.have.lengthOf(0);
            for (const { caller, phases, verbs, source } of reasons) {
                expect(caller).to.match(/^aws:|^tempo-sts |^Pulumi's /);
                expect(phases).to.not.have.lengthOf(0);
                expect(verbs).to.not.have.lengthOf(0);
                expect(source).to.match(/^https:\/\/|^stacks\//);
            }
        }
    });

    it("reach everywhere only with what AWS gives whole or not at all", () => {
        const everywhere = grantsFor(everySubject(), PERMISSION_VERBS).filter(
            ({ arns, condition }) => arns.includes("*") && condition === undefined,
        );
        expect(actionsOf(everywhere).filter((action) => CHANGING.test(action))).to.deep.equal([]);
        expect(actionsOf(everywhere)).to.include("s3:ListAllMyBuckets");
    });
});

describe("the tables of calls", () => {
    const calls = TABLES.flatMap((table) => table.calls.map((call) => ({ ...call, table })));

    it("hold whole actions, no patterns", () => {
        for (const { action } of calls) expect(action).to.match(/^[a-z0-9]+:[A-Z][A-Za-z]+$/);
    });

    it("name no call twice for the same place and phase", () => {
        const keys = calls.flatMap(({ table, action, on, phases }) =>
            phases.map((phase) => `${table.caller} ${action} ${on} ${phase}`),
        );
        const twice = keys.filter((key, at) => keys.indexOf(key) !== at);
        expect(twice.filter((key) => !key.startsWith("aws:s3/bucket:Bucket"))).to.deep.equal([]);
    });

    it("tell of some calls that only the real provider makes", () => {
        const asked = calls.filter(({ proven }) => !proven).map(({ action }) => action);
        expect(asked).to.include.members(["s3:GetBucketAcl", "s3:GetBucketCORS", "iam:PassRole"]);
        expect(asked.length / calls.length).to.be.below(0.4);
    });
});

/** With everything on that can be on together, but for what a production stack has. */
function everySubject(): PermissionSubject {
    return subjectWith({
        bucket: {
            versioning: { enabled: true },
            replication: { region: "us-west-2" },
            accessLog: { bucket: "logs" },
            archive: { archiveDays: 90 },
            objectLock: { mode: "GOVERNANCE", days: 1 },
        },
        encryption: { key: {} },
        audit: { trail: "stack" },
        watch: { alarms: "metric-filters", email: "a@example.com" },
        oidcProvider: { mode: "create" },
    });
}

function actionsOf(grants: readonly Grant[]): string[] {
    return grants.map(({ action }) => action);
}

function placesOf(grants: readonly Grant[]): string[] {
    return [...new Set(grants.flatMap(({ arns }) => arns))];
}
