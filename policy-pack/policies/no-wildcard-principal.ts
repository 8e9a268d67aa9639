// Who may use a resource is always somebody: no Allow for everybody.
import { isPattern } from "../../components/pure/policy-reading/glob.ts";
import { describeValue, type Problem } from "../../components/pure/problems.ts";
import { resourcePolicy } from "../policy.ts";
import { RESOURCE_DOCUMENTS } from "../reading/kinds.ts";
import { readDocument, type ConditionTest, type ReadStatement } from "../reading/statements.ts";

/** What may be configured. */
type Config = Readonly<Record<"narrowingKeys", readonly string[]>>;

/** Operators that take a value for exactly itself, and fail where the key is missing. */
const EXACT = /^(?:ForAnyValue:)?(?:StringEquals|ArnEquals|ArnLike|StringLike)$/i;

/** No wildcard as the principal of an Allow in trust, bucket, key, topic and queue policies. */
export const noWildcardPrincipal = resourcePolicy<Config>({
    name: "no-wildcard-principal",
    description: "No trust, bucket, key, topic or queue policy allows anything to everybody",
    severity: "critical",
    remedy: "Name the principals: accounts, roles, services or providers; `*` is for Deny",
    config: {
        narrowingKeys: {
            description:
                "Condition keys (for example aws:PrincipalOrgID) whose exact test makes `*` mean few enough",
            default: [],
        },
    },
    appliesTo: ({ type }) => type in RESOURCE_DOCUMENTS,
    check: ({ type, props }, { narrowingKeys }) => {
        const property = RESOURCE_DOCUMENTS[type] ?? "policy";
        const { statements, problems } = readDocument(props[property], property);
        const open = statements.filter(
            ({ allows, conditions }) => allows && !isNarrow(conditions, narrowingKeys),
        );
        return [...problems, ...open.flatMap(faultsOf)];
    },
});

function isNarrow(conditions: readonly ConditionTest[], keys: readonly string[]): boolean {
    const narrowing = keys.map((key) => key.toLowerCase());
    return conditions.some(
        ({ operator, key, values }) =>
            narrowing.includes(key.toLowerCase()) &&
            EXACT.test(operator) &&
            values.length > 0 &&
            !values.some(isPattern),
    );
}

function faultsOf({ path, principals, notPrincipal }: ReadStatement): Problem[] {
    const remedy = "Name the accounts, roles, services or providers that are meant";
    const expected = "principals by name in an Allow";
    const wide = principals
        .filter(({ name }) => isPattern(name))
        .map(({ name }) => ({
            path: `${path}.Principal`,
            expected,
            found: describeValue(name),
            remedy,
        }));
    const others = {
        path: `${path}.NotPrincipal`,
        expected,
        found: "everybody but some",
        remedy,
    };
    return notPrincipal ? [...wide, others] : wide;
}
