// Looks at a TempoStsStack's arguments: the plain ones at once and together, the later ones where they are used.
import * as pulumi from "@pulumi/pulumi";

import { refuseProblems } from "./args-error.ts";
import { RULES, type ArgPath, type Rule, type RuleContext } from "./argument-rules.ts";
import { DEFAULTS } from "./defaults.ts";
import { groupOf } from "./option-groups.ts";
import { featureProblems } from "./pure/rules/feature-rules.ts";
import { Later } from "./pure/fields/later.ts";
import type { Problem } from "./pure/problems.ts";
import type { TempoStsStackArgs } from "./tempo-sts-stack-args.ts";

const REQUIRED: ReadonlySet<string> = new Set<ArgPath>(["namespace"]);

/**
 * Refuses arguments that cannot work, all at once. Arguments that are Outputs or promises are looked at by
 * {@link checked} when their values are there.
 *
 * @throws ArgsError
 */
export function validateArgs(subject: string, args: TempoStsStackArgs): void {
    refuseProblems(subject, [...plainProblems(args), ...contradictions(args)]);
}

/** An argument's value once it is there; refuses in its place when it breaks the argument's rule. */
export function checked<T>(
    subject: string,
    path: ArgPath,
    value: pulumi.Output<T>,
): pulumi.Output<T> {
    return value.apply((plain) => {
        refuseProblems(subject, problemsOf(path, plain, {}));
        return plain;
    });
}

/** As {@link checked}, for an ARN that has to fit the Region in use. */
export function checkedArn(
    subject: string,
    path: ArgPath,
    value: pulumi.Input<string>,
    region: pulumi.Output<string>,
): pulumi.Output<string> {
    return pulumi.all([value, region]).apply(([plain, knownRegion]) => {
        refuseProblems(subject, problemsOf(path, plain, { region: knownRegion }));
        return plain;
    });
}

function plainProblems(args: TempoStsStackArgs): Problem[] {
    const region = valueAt(args, "region") ?? DEFAULTS.region;
    const profile = valueAt(args, "profile");
    const context: RuleContext = {
        ...(typeof region === "string" ? { region } : {}),
        ...(typeof profile === "string" ? { profile } : {}),
    };
    return argPaths().flatMap((path) => {
        const value = valueAt(args, path);
        if (comesLater(value) || (value === undefined && !REQUIRED.has(path))) {
            return [];
        }
        return problemsOf(path, value, context);
    });
}

// What is an Output stands as what comes later; what is wrong by itself is left out.
function contradictions(args: TempoStsStackArgs): Problem[] {
    const { region = DEFAULTS.region, profile = DEFAULTS.profile } = args;
    const text = (value: unknown): unknown => (isLater(value) ? new Later(value) : value);
    return featureProblems({
        profile,
        region: typeof region === "string" ? region : DEFAULTS.region,
        bucketName: text(args.bucketName),
        roleName: text(args.roleName),
        kmsKeyArn: text(args.kmsKeyArn),
        issuer: text(args.issuer),
        retention: text(args.retention),
        permissionsBoundary: text(args.permissionsBoundary),
        operatorVersion: text(args.operatorVersion ?? DEFAULTS.operatorVersion),
        retainOnDelete: args.retainOnDelete,
        adoptRole: args.adoptRole,
        rolePath: text(args.rolePath),
        roleDescription: text(args.roleDescription),
        maxSessionSeconds: text(args.maxSessionSeconds),
        policyKind: args.policyKind,
        namespace: plainText(args.namespace),
        tempoName: plainText(args.tempoName ?? DEFAULTS.tempoName),
        encryption: groupOf("encryption", args.encryption),
        bucket: groupOf("bucket", args.bucket),
        trust: groupOf("trust", args.trust),
        oidcProvider: groupOf("oidcProvider", args.oidcProvider),
        audit: groupOf("audit", args.audit),
        watch: groupOf("watch", args.watch),
    });
}

function plainText(value: unknown): string | undefined {
    return typeof value === "string" ? value : undefined;
}

function problemsOf(path: ArgPath, value: unknown, context: RuleContext): Problem[] {
    const rule: Rule = RULES[path];
    return rule(value, path, context);
}

function argPaths(): ArgPath[] {
    return Object.keys(RULES).filter((path): path is ArgPath => path in RULES);
}

// The value at a path, or whatever ends the way to it early: an Output, a promise, or nothing.
function valueAt(args: unknown, path: string): unknown {
    let value = args;
    for (const field of path.split(".")) {
        if (isLater(value)) {
            return value;
        }
        value = isGroup(value) ? value[field] : undefined;
    }
    return value;
}

function comesLater(value: unknown): boolean {
    return isLater(value) || (isGroup(value) && Object.values(value).some(isLater));
}

function isLater(value: unknown): boolean {
    return pulumi.Output.isInstance(value) || value instanceof Promise;
}

function isGroup(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null;
}
