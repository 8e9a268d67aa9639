/** Rights as the emulator sees them: where it looks at a coarser ARN than AWS does, and which condition it does not know. */
import type { Grant } from "../../../components/pure/permissions/grants.ts";

/** Calls for which MiniStack 1.5.33 knows no ARN but `*`. AWS looks at the ARN. */
const COARSE: readonly RegExp[] = [
    /^iam:\w*OpenIDConnectProvider$/u,
    /^iam:CreatePolicy$/u,
    /^kms:(?:Create|Delete|Update)Alias$/u,
    /^logs:DescribeLogGroups$/u,
    /^cloudwatch:/u,
    /^sns:(?:Unsubscribe|GetSubscriptionAttributes|ListTagsForResource|TagResource|UntagResource)$/u,
    /^events:(?:\w+Targets\w*|ListTagsForResource|TagResource|UntagResource)$/u,
    /^cloudtrail:/u,
];

/** Keys of conditions that MiniStack 1.5.33 gives no value, so that a right under them is never given. */
const UNKNOWN_KEYS = ["iam:PermissionsBoundary", "iam:PassedToService"];

/** The same rights, so that the emulator gives each of them, and no more of them than it must. */
export function asTheEmulatorSees(grants: readonly Grant[]): Grant[] {
    return grants.map(({ action, arns, condition, reasons }) => ({
        action,
        arns: COARSE.some((pattern) => pattern.test(action)) ? ["*"] : arns.map(itsArn),
        condition: isKnown(condition) ? condition : undefined,
        reasons,
    }));
}

/** MiniStack says `role/NAME` of a role under any path, and `rule/default/NAME` of a rule on the default bus. */
function itsArn(arn: string): string {
    return arn.replace(/:role\/.*\//u, ":role/").replace(/:rule\/(?=[^/]+$)/u, ":rule/default/");
}

function isKnown(condition: Grant["condition"]): boolean {
    const keys = Object.values(condition ?? {}).flatMap((operator) => Object.keys(operator));
    return !keys.some((key) => UNKNOWN_KEYS.includes(key));
}
