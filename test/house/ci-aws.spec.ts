import { loadYaml } from "@kubernetes/client-node";
import { expect } from "chai";
import { z } from "zod";

import { BUCKET_ACTIONS, OBJECT_ACTIONS } from "../../components/pure/actions.ts";
import { traceAccessPolicy } from "../../components/pure/policies/trace-access.ts";
import { parseSettings } from "../../stacks/settings/parse.ts";
import { ciFile, ciFiles } from "../support/ci/files.ts";

const oneOrMore = z.union([z.string(), z.array(z.string()).min(1)]);
const POLICY = z.strictObject({
    Version: z.literal("2012-10-17"),
    Statement: z.array(
        z.strictObject({
            Sid: z
                .string()
                .regex(/^[A-Za-z0-9]+$/)
                .optional(),
            Effect: z.literal("Allow"),
            Principal: z.strictObject({ Federated: z.string() }).optional(),
            Action: z.union([
                z.literal("sts:AssumeRoleWithWebIdentity"),
                z.array(z.string().regex(/^(iam|kms|s3):[A-Za-z]+\*?$/)),
            ]),
            Resource: oneOrMore.optional(),
            Condition: z
                .partialRecord(
                    z.enum(["StringEquals", "StringLike"]),
                    z.record(z.string(), oneOrMore),
                )
                .optional(),
        }),
    ),
});

/** S3's actions that are not called as its operations are. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
    DeleteObjects: ["s3:DeleteObject", "s3:DeleteObjectVersion"],
    // Needs no right.
    GetCallerIdentity: [],
    HeadBucket: ["s3:ListBucket"],
    ListBuckets: ["s3:ListAllMyBuckets"],
    ListMultipartUploads: ["s3:ListBucketMultipartUploads"],
    ListObjectsV2: ["s3:ListBucket"],
    ListObjectVersions: ["s3:ListBucketVersions"],
};
/** For what tempo-sts never makes, and for what only says more in an error. */
const NEEDLESS = ["iam:RemoveRoleFromInstanceProfile", "iam:ListOpenIDConnectProviders"];

/** The shape of the policies and what they must not allow; that they suffice on AWS is not proven here. */
describe("docs/ci/aws", () => {
    for (const { path, text } of ciFiles("docs/ci/aws/*.json")) {
        it(`${path} is an IAM policy`, () => {
            const parsed = POLICY.safeParse(JSON.parse(text));
            expect(parsed.error?.issues ?? []).to.deep.equal([]);
            const characters = text.replace(/\s/g, "").length;
            expect(characters).to.be.below(path.includes("trust") ? 2048 : 6144);
        });
    }

    const statements = POLICY.parse(
        JSON.parse(ciFile("docs/ci/aws/permissions.json").text),
    ).Statement;

    it("lets the CI change what is called tracing-… only, beside its own state", () => {
        const changing = statements.filter(({ Action }) =>
            [Action].flat().some((action) => !/^(iam|s3):(Get|List)/.test(action)),
        );
        for (const { Sid, Resource } of changing) {
            expect([Resource].flat().join(), Sid).to.match(/tracing-\*|tempo-sts-state-|:key\//);
        }
    });

    it("lets the CI make and fill roles within the boundary only, and never take the boundary off", () => {
        const needed = ["iam:CreateRole", "iam:PutRolePolicy", "iam:PutRolePermissionsBoundary"];
        const granting = [...needed, "iam:AttachRolePolicy"];
        for (const { Sid, Action, Condition } of statements) {
            if (![Action].flat().some((action) => granting.includes(action))) continue;
            expect(Condition?.StringEquals, Sid).to.have.property("iam:PermissionsBoundary");
        }
        const all = statements.flatMap(({ Action }) => Action);
        expect(all).to.include.members(needed);
        expect(all).to.not.include.members(["iam:DeleteRolePermissionsBoundary"]);
        expect(all).to.not.include.members(["iam:PassRole"]);
    });

    it("lets the CI do what sweep, preflight and leak check ask AWS for", () => {
        const allowed = statements.flatMap(({ Action }) => Action);
        const asked = ciFiles("stacks/{aws,run,sweep}/**/*.ts").flatMap(({ text }) => {
            const service = /client-(iam|s3|sts)/.exec(text)?.[1] ?? "none";
            return [...text.matchAll(/new (?:\w+\.)?(\w+)Command\(/g)].flatMap(
                ([, operation = ""]) => ACTIONS[operation] ?? [`${service}:${operation}`],
            );
        });
        expect(asked).to.include.members(["iam:ListRoleTags", "s3:GetBucketTagging"]);
        const missing = asked.filter((action) => !isIn(allowed, action));
        expect(missing.filter((action) => !NEEDLESS.includes(action))).to.deep.equal([]);
    });

    it("has a boundary that leaves Tempo every right that it is given", () => {
        const [boundary] = POLICY.parse(
            JSON.parse(ciFile("docs/ci/aws/boundary.json").text),
        ).Statement;
        expect(boundary?.Action).to.include.members([...BUCKET_ACTIONS, ...OBJECT_ACTIONS]);
        expect(
            traceAccessPolicy({ bucketArn: "arn:aws:s3:::tracing-a" }).Statement,
        ).to.have.lengthOf(2);
    });

    it("goes with settings that are right, and that give every role the boundary", () => {
        const { config } = loadYaml<{ config: Record<string, unknown> }>(
            ciFile("docs/ci/tempo-sts.ci.yaml").text,
        );
        const own = Object.entries(config).flatMap(([key, value]) =>
            key.startsWith("tempo-sts:") ? [[key.slice("tempo-sts:".length), value]] : [],
        );
        const parsed = parseSettings({ namespace: "ci", ...Object.fromEntries(own) }, { env: {} });
        expect(parsed).to.have.property("ok", true);
        expect(parsed).to.have.nested.property(
            "settings.identity.permissionsBoundary",
            statements.find(({ Condition }) => Condition !== undefined)?.Condition?.StringEquals?.[
                "iam:PermissionsBoundary"
            ],
        );
    });

    it("trusts exactly one audience, and names who may come", () => {
        for (const { path, text } of ciFiles("docs/ci/aws/trust-*.json")) {
            const [statement] = POLICY.parse(JSON.parse(text)).Statement;
            expect(JSON.stringify(statement?.Condition), path)
                .to.match(/:aud":"sts\.amazonaws\.com"/)
                .and.to.match(/:sub":/);
        }
    });
});

function isIn(allowed: readonly string[], action: string): boolean {
    return allowed.some((each) =>
        each.endsWith("*") ? action.startsWith(each.slice(0, -1)) : each === action,
    );
}
