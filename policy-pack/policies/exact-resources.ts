// What an identity may touch is named: an Allow reaches no resource that nobody thought of.
import { isPattern } from "../../components/pure/policy-reading/glob.ts";
import { describeValue, type Problem } from "../../components/pure/problems.ts";
import { resourcePolicy } from "../policy.ts";
import { identityDocuments } from "../reading/identity-documents.ts";
import { IDENTITY_DOCUMENTS } from "../reading/kinds.ts";
import type { ReadStatement } from "../reading/statements.ts";

/** What may be configured. */
type Config = Readonly<Record<"allowedResources" | "actionsWithoutResource", readonly string[]>>;

/** No wildcard resource in identity policies. */
export const exactResources = resourcePolicy<Config>({
    name: "exact-resources",
    description:
        "Policies of roles, users and groups name the resources; a wildcard stands only behind an exact name, as in bucket/*",
    severity: "high",
    remedy: "Name the resources: arn:aws:s3:::bucket/*, not arn:aws:s3:::*",
    config: {
        allowedResources: {
            description: "Resources with a wildcard that may stand, as they stand",
            default: [],
        },
        actionsWithoutResource: {
            description:
                "Actions for which IAM knows no resource, so that `*` is all one can write",
            default: [
                "cloudwatch:PutMetricData",
                "ec2:DescribeRegions",
                "s3:ListAllMyBuckets",
                "sts:GetCallerIdentity",
            ],
        },
    },
    appliesTo: ({ type }) => type in IDENTITY_DOCUMENTS,
    check: (resource, config) =>
        identityDocuments(resource).flatMap(({ statements, problems }) => [
            ...problems,
            ...statements.filter(({ allows }) => allows).flatMap((each) => faultsOf(each, config)),
        ]),
});

function faultsOf(statement: ReadStatement, config: Config): Problem[] {
    const { path, actions, resources, notResources } = statement;
    const expected = "resources by name in an Allow";
    const free = config.actionsWithoutResource.map((action) => action.toLowerCase());
    const needsNone =
        actions.length > 0 && actions.every((action) => free.includes(action.toLowerCase()));
    const wide = resources
        .filter((each) => isWide(each) && !config.allowedResources.includes(each))
        .filter((each) => !(each === "*" && needsNone))
        .map((each) => ({
            path: `${path}.Resource`,
            expected,
            found: describeValue(each),
            remedy: "Put an exact name before the wildcard, or add it to the policy's `allowedResources`",
        }));
    const others = {
        path: `${path}.NotResource`,
        expected,
        found: `everything but ${describeValue(notResources)}`,
        remedy: "Name what is meant as Resource",
    };
    return notResources.length > 0 ? [...wide, others] : wide;
}

/** Whether a resource reaches things whose names nobody wrote: everything up to the name has to be exact. */
function isWide(resource: string): boolean {
    if (!isPattern(resource)) return false;
    const [scheme, partition, service, region, account, ...rest] = resource.split(":");
    const place = [partition, service, region, account].join(":");
    return scheme !== "arn" || isPattern(place) || isPattern(nameIn(rest.join(":"), service));
}

// A bucket is its own first part; everywhere else the first of several says only of which kind the thing is.
function nameIn(resource: string, service: string | undefined): string {
    const parts = resource.split(/[:/]/).filter((part) => part !== "");
    return parts.slice(0, service === "s3" ? 1 : 2).join("/");
}
