// Web identity: each trust names its exact subjects and the exact audience, of the provider that it trusts.
import { isPattern } from "../../components/pure/policy-reading/glob.ts";
import { issuerUrl, providerPath, STS_AUDIENCE } from "../../components/pure/issuer.ts";
import { describeValue, type Problem } from "../../components/pure/problems.ts";
import { resourcePolicy } from "../policy.ts";
import { ROLE } from "../reading/kinds.ts";
import {
    matchesAction,
    readDocument,
    type ConditionTest,
    type ReadStatement,
} from "../reading/statements.ts";

/** What may be configured. */
type Config = Readonly<
    Record<"audiences" | "allowedSubjectPatterns" | "exemptProviders", readonly string[]>
>;

const ACTION = "sts:AssumeRoleWithWebIdentity";
/** Operators that take a value for exactly itself, or for a pattern, and fail where the key is missing. */
const EXACT = /^(?:ForAnyValue:)?StringEquals$/i;
const LIKE = /^(?:ForAnyValue:)?StringLike$/i;

/** Exact `sub` and `aud` in every web-identity trust. */
export const exactTrust = resourcePolicy<Config>({
    name: "exact-trust",
    description:
        "A role that is taken by web identity trusts exact subjects and an exact audience of one provider",
    severity: "critical",
    remedy: "Test `<provider>:sub` and `<provider>:aud` with StringEquals, one statement for each provider",
    config: {
        audiences: {
            description: "Audiences (`aud`) that may be trusted",
            default: [STS_AUDIENCE],
        },
        allowedSubjectPatterns: {
            description: "Patterns of subjects that may be trusted with StringLike, as they stand",
            default: [],
        },
        exemptProviders: {
            description:
                "Providers whose tokens are told apart by other keys, for example cognito-identity.amazonaws.com",
            default: [],
        },
    },
    appliesTo: ({ type }) => type === ROLE,
    check: ({ props }, config) => {
        const { statements, problems } = readDocument(
            props["assumeRolePolicy"],
            "assumeRolePolicy",
        );
        return [
            ...problems,
            ...statements.filter(isWebIdentity).flatMap((each) => faultsOf(each, config)),
        ];
    },
});

function isWebIdentity({ allows, actions, principals }: ReadStatement): boolean {
    return (
        allows &&
        actions.some((pattern) => matchesAction(pattern, ACTION)) &&
        principals.some(({ kind }) => kind === "Federated")
    );
}

function faultsOf(statement: ReadStatement, config: Config): Problem[] {
    const providers = statement.principals
        .filter(({ kind, name }) => kind === "Federated" && !name.includes(":saml-provider/"))
        .map(({ name }) => providerPath(issuerUrl(name)))
        .filter((provider) => !config.exemptProviders.includes(provider));
    return providers.flatMap((provider) => [
        ...keyFaults(statement, `${provider}:sub`, subjectsOf(config)),
        ...keyFaults(statement, `${provider}:aud`, audiencesOf(config)),
    ]);
}

/** What one key has to hold. */
interface Wanted {
    readonly expected: string;
    readonly remedy: string;
    accepts(value: string, test: ConditionTest): boolean;
}

function subjectsOf({ allowedSubjectPatterns }: Config): Wanted {
    return {
        expected: "exact subjects, such as system:serviceaccount:namespace:name",
        remedy: "Name each subject, or allow this pattern in the policy's `allowedSubjectPatterns`",
        accepts: (value, { operator }) =>
            !isPattern(value) || (LIKE.test(operator) && allowedSubjectPatterns.includes(value)),
    };
}

function audiencesOf({ audiences }: Config): Wanted {
    return {
        expected: `one of the audiences ${audiences.join(", ")}`,
        remedy: "Name the audience that the tokens are made for, or add it to the policy's `audiences`",
        accepts: (value) => audiences.includes(value),
    };
}

// Several tests of one key all have to hold: one that is exact is enough.
function keyFaults({ path, conditions }: ReadStatement, key: string, wanted: Wanted): Problem[] {
    const tests = conditions.filter((test) => test.key.toLowerCase() === key.toLowerCase());
    const exact = tests.filter(({ operator }) => EXACT.test(operator) || LIKE.test(operator));
    const isHeld = exact.some(
        (test) => test.values.length > 0 && test.values.every((each) => wanted.accepts(each, test)),
    );
    if (isHeld) return [];
    const [test] = exact.length > 0 ? exact : tests;
    return [
        {
            path: `${path}.Condition`,
            expected: `StringEquals of ${key} with ${wanted.expected}`,
            found: test === undefined ? "no test of it" : refusedPart(test, wanted),
            remedy: wanted.remedy,
        },
    ];
}

// Of many values those that are wrong; all of them where it is the operator that is.
function refusedPart(test: ConditionTest, wanted: Wanted): string {
    const wrong = test.values.filter((each) => !wanted.accepts(each, test));
    return `${test.operator} ${describeValue(wrong.length > 0 ? wrong : test.values)}`;
}
