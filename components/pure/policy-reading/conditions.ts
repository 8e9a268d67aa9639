// Whether a condition of a policy is met, as IAM decides it; "unknown" where that depends on what nobody can know here.
import { fitsGlob } from "./glob.ts";
import type { PolicyCondition } from "./policy-document.ts";

/** Yes, no, or not to be known from here. */
export type Answer = "yes" | "no" | "unknown";

/** What a request carries. */
export interface RequestContext {
    /** Condition keys in lower case with their values; a key that is certainly not sent has none. */
    readonly values: ReadonlyMap<string, readonly string[]>;
    /** Whether a key that is not among `values` is certainly not sent. */
    readonly isAbsent: (key: string) => boolean;
}

type Compare = (wanted: string, actual: string) => boolean;

interface Operator {
    readonly compare: Compare;
    readonly negated: boolean;
}

const equal: Compare = (wanted, actual) => wanted === actual;
const equalIgnoringCase: Compare = (wanted, actual) =>
    wanted.toLowerCase() === actual.toLowerCase();

const OPERATORS: Readonly<Record<string, Operator>> = {
    stringequals: { compare: equal, negated: false },
    stringnotequals: { compare: equal, negated: true },
    stringequalsignorecase: { compare: equalIgnoringCase, negated: false },
    stringnotequalsignorecase: { compare: equalIgnoringCase, negated: true },
    stringlike: { compare: fitsGlob, negated: false },
    stringnotlike: { compare: fitsGlob, negated: true },
    arnequals: { compare: fitsGlob, negated: false },
    arnlike: { compare: fitsGlob, negated: false },
    arnnotequals: { compare: fitsGlob, negated: true },
    arnnotlike: { compare: fitsGlob, negated: true },
    numericlessthan: {
        compare: (wanted, actual) => Number(actual) < Number(wanted),
        negated: false,
    },
    numericlessthanequals: {
        compare: (wanted, actual) => Number(actual) <= Number(wanted),
        negated: false,
    },
    numericgreaterthan: {
        compare: (wanted, actual) => Number(actual) > Number(wanted),
        negated: false,
    },
    numericgreaterthanequals: {
        compare: (wanted, actual) => Number(actual) >= Number(wanted),
        negated: false,
    },
    bool: { compare: equalIgnoringCase, negated: false },
};

/** Whether the request meets the condition. */
export function meets(condition: PolicyCondition, context: RequestContext): Answer {
    const { name } = operatorParts(condition.operator);
    const key = condition.key.toLowerCase();
    const actual = context.values.get(key);
    if (actual === undefined && !context.isAbsent(key)) return "unknown";
    const sent = actual ?? [];
    if (name === "null") return answer(wantsAbsent(condition) === (sent.length === 0));
    const operator = OPERATORS[name];
    // A variable of a policy stands for what only the call itself tells.
    const isVariable = condition.values.some((each) => each.includes("${"));
    return operator === undefined || isVariable
        ? "unknown"
        : answer(compares(condition, operator, sent));
}

function compares(
    { operator: written, values }: PolicyCondition,
    operator: Operator,
    sent: readonly string[],
): boolean {
    const { set, ifExists } = operatorParts(written);
    if (sent.length === 0) return ifExists || whenAbsent(set, operator);
    const fits = (one: string) => values.some((wanted) => operator.compare(wanted, one));
    const passes = (one: string) => fits(one) !== operator.negated;
    const all = set === "forallvalues" || (set === "" && operator.negated);
    return all ? sent.every(passes) : sent.some(passes);
}

/** The operator without its set and without `IfExists`, in lower case: `stringequals`. */
export function operatorName(operator: string): string {
    return operatorParts(operator).name;
}

function operatorParts(operator: string) {
    const [, set = "", name = "", suffix = ""] =
        /^(?:(forallvalues|foranyvalue):)?(.*?)(ifexists)?$/.exec(operator.toLowerCase()) ?? [];
    return { set, name, ifExists: suffix !== "" };
}

function wantsAbsent({ values }: PolicyCondition): boolean {
    return values[0]?.toLowerCase() === "true";
}

// A set operator over nothing, and a negation of nothing: IAM lets both pass, but no comparison with nothing.
function whenAbsent(set: string, { negated }: Operator): boolean {
    if (set === "forallvalues") return true;
    return set === "" && negated;
}

function answer(value: boolean): Answer {
    return value ? "yes" : "no";
}
