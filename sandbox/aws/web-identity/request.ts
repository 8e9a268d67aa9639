/** The parameters of AssumeRoleWithWebIdentity, checked as STS checks them before it looks at the token. */
import { AwsError, STS_NAMESPACE } from "../aws-error.ts";

/** A call that is well formed. */
export interface WebIdentityRequest {
    readonly roleArn: string;
    readonly accountId: string;
    readonly partition: string;
    readonly roleName: string;
    readonly sessionName: string;
    readonly token: string;
    readonly durationSeconds: number;
}

interface Rule {
    readonly parameter: string;
    readonly member: string;
    readonly shortest: number;
    readonly longest: number;
    readonly pattern?: RegExp;
    readonly secret?: boolean;
}

const RULES: readonly Rule[] = [
    { parameter: "RoleArn", member: "roleArn", shortest: 20, longest: 2048 },
    {
        parameter: "RoleSessionName",
        member: "roleSessionName",
        shortest: 2,
        longest: 64,
        pattern: /^[\w+=,.@-]*$/,
    },
    {
        parameter: "WebIdentityToken",
        member: "webIdentityToken",
        shortest: 4,
        longest: 20_000,
        secret: true,
    },
];
const SHORTEST_SECONDS = 900;
const LONGEST_SECONDS = 43_200;
const DEFAULT_SECONDS = 3600;
const ROLE_ARN = /^arn:(aws[a-z-]*):iam::(\d{12}):role\/((?:[!-~]+\/)?([\w+=,.@-]{1,64}))$/;

/** An error that STS itself says. */
export function stsError(code: string, message: string, status = 400, cause?: unknown): AwsError {
    return new AwsError(status, code, message, { namespace: STS_NAMESPACE, cause });
}

/**
 * Checks the parameters; of one given twice the first counts, and unknown ones are ignored, as AWS does it.
 *
 * @throws AwsError ValidationError with every violated constraint, or NotImplemented for what the emulator ignores
 */
export function parseWebIdentityRequest(parameters: URLSearchParams): WebIdentityRequest {
    refuseViolations(parameters);
    refuseWhatIsIgnored(parameters);
    return {
        ...parseRoleArn(parameters.get("RoleArn") ?? ""),
        sessionName: parameters.get("RoleSessionName") ?? "",
        token: parameters.get("WebIdentityToken") ?? "",
        durationSeconds: Number(parameters.get("DurationSeconds") ?? DEFAULT_SECONDS),
    };
}

function refuseViolations(parameters: URLSearchParams): void {
    const violations = [
        ...RULES.flatMap((rule) => violationsOf(rule, parameters.get(rule.parameter))),
        ...durationViolations(parameters.get("DurationSeconds")),
    ];
    if (violations.length === 0) return;
    const errors = violations.length === 1 ? "error" : "errors";
    throw stsError(
        "ValidationError",
        `${violations.length} validation ${errors} detected: ${violations.join("; ")}`,
    );
}

function parseRoleArn(
    roleArn: string,
): Pick<WebIdentityRequest, "roleArn" | "partition" | "accountId" | "roleName"> {
    const parts = ROLE_ARN.exec(roleArn);
    if (parts === null) throw stsError("ValidationError", "Request ARN is invalid");
    const [, partition = "", accountId = "", , roleName = ""] = parts;
    return { roleArn, partition, accountId, roleName };
}

function violationsOf(rule: Rule, value: string | null): string[] {
    if (value === null) {
        return [violation("null", rule.member, "Member must not be null")];
    }
    const shown = rule.secret === true ? "" : `'${value}'`;
    const constraints: [boolean, string][] = [
        [
            rule.pattern?.test(value) === false,
            "Member must satisfy regular expression pattern: [\\w+=,.@-]*",
        ],
        [
            value.length > rule.longest,
            `Member must have length less than or equal to ${rule.longest}`,
        ],
        [
            value.length < rule.shortest,
            `Member must have length greater than or equal to ${rule.shortest}`,
        ],
    ];
    return constraints
        .filter(([violated]) => violated)
        .map(([, constraint]) => violation(shown, rule.member, constraint));
}

function durationViolations(value: string | null): string[] {
    if (value === null) return [];
    const of = (constraint: string) => [violation(`'${value}'`, "durationSeconds", constraint)];
    if (!/^[+-]?\d+$/.test(value)) return of("Member must be an integer");
    if (Number(value) < SHORTEST_SECONDS) {
        return of(`Member must have value greater than or equal to ${SHORTEST_SECONDS}`);
    }
    if (Number(value) > LONGEST_SECONDS) {
        return of(`Member must have value less than or equal to ${LONGEST_SECONDS}`);
    }
    return [];
}

function violation(value: string, member: string, constraint: string): string {
    const shown = value === "" ? "" : ` ${value}`;
    return `Value${shown} at '${member}' failed to satisfy constraint: ${constraint}`;
}

/** MiniStack would hand out credentials as if these had not been said. */
function refuseWhatIsIgnored(parameters: URLSearchParams): void {
    if (parameters.has("ProviderId")) {
        throw stsError(
            "ValidationError",
            "ProviderId is for OAuth 2.0 access tokens, not for OpenID Connect ID tokens.",
        );
    }
    const policy = [...parameters.keys()].find((name) => /^Policy(Arns\..*)?$/.test(name));
    if (policy !== undefined) {
        throw stsError(
            "NotImplemented",
            `The sandbox's AWS emulator ignores session policies here, so ${policy} is refused.`,
            501,
        );
    }
}
