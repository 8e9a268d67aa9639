// The statements of a trust policy as far as they are about web identities, and whether they let a token in.

/** A statement about AssumeRoleWithWebIdentity. */
export interface ReadStatement {
    readonly effect: "Allow" | "Deny";
    /** The ARNs of the providers whose tokens it is about. */
    readonly providers: readonly string[];
    /** Operator → key → values. */
    readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** A token as a trust policy sees it; what is absent is not looked at. */
export interface ReadToken {
    /** The issuer without its scheme. */
    readonly provider: string;
    readonly sub?: string;
    readonly aud?: string;
}

const ACTIONS = [/^sts:assumerolewithwebidentity$/, /^sts:\*$/, /^\*$/, /^sts:assumerole\*$/];

/** The statements about web identities; undefined when the text is no policy document. */
export function readStatements(document: string): ReadStatement[] | undefined {
    const statement: unknown = at(parsed(document), "Statement");
    if (typeof statement !== "object" || statement === null) {
        return undefined;
    }
    return listOf(statement).flatMap((each) => {
        const effect: unknown = at(each, "Effect");
        const isAboutTokens = texts(at(each, "Action")).some((action) =>
            ACTIONS.some((known) => known.test(action.toLowerCase())),
        );
        return (effect === "Allow" || effect === "Deny") && isAboutTokens
            ? [
                  {
                      effect,
                      providers: texts(at(at(each, "Principal"), "Federated")),
                      conditions: conditionsOf(at(each, "Condition")),
                  },
              ]
            : [];
    });
}

/** Whether the conditions hold for the token: `maybe` where there is one that cannot be judged here. */
export function admits(statement: ReadStatement, token: ReadToken): "yes" | "no" | "maybe" {
    const verdicts = Object.entries(statement.conditions).flatMap(([operator, keys]) =>
        Object.entries(keys).map(([key, values]) => holds(operator, key, values, token)),
    );
    if (verdicts.includes("no")) {
        return "no";
    }
    return verdicts.includes("maybe") ? "maybe" : "yes";
}

function holds(
    operator: string,
    key: string,
    values: readonly string[],
    { provider, sub, aud }: ReadToken,
): "yes" | "no" | "maybe" {
    const claims: Readonly<Record<string, string | undefined>> = {
        [`${provider}:sub`.toLowerCase()]: sub,
        [`${provider}:aud`.toLowerCase()]: aud,
    };
    if (!(key.toLowerCase() in claims)) {
        return "maybe";
    }
    const claim = claims[key.toLowerCase()];
    if (claim === undefined) {
        return "yes";
    }
    const name = operator.replace(/^For(?:AnyValue|AllValues):/i, "").replace(/IfExists$/i, "");
    const test = OPERATORS[name.toLowerCase()];
    return test === undefined ? "maybe" : test(claim, values) ? "yes" : "no";
}

const OPERATORS: Readonly<Record<string, (claim: string, values: readonly string[]) => boolean>> = {
    stringequals: (claim, values) => values.includes(claim),
    stringnotequals: (claim, values) => !values.includes(claim),
    stringequalsignorecase: (claim, values) =>
        values.some((value) => value.toLowerCase() === claim.toLowerCase()),
    stringlike: (claim, values) => values.some((value) => like(value).test(claim)),
    stringnotlike: (claim, values) => !values.some((value) => like(value).test(claim)),
};

function like(pattern: string): RegExp {
    const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
    return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s");
}

function conditionsOf(condition: unknown): ReadStatement["conditions"] {
    return mapped(condition, (keys) => mapped(keys, texts));
}

function mapped<T>(table: unknown, map: (value: unknown) => T): Record<string, T> {
    const entries: [string, unknown][] =
        typeof table === "object" && table !== null ? Object.entries(table) : [];
    return Object.fromEntries(entries.map(([key, value]) => [key, map(value)]));
}

function parsed(document: string): unknown {
    try {
        return JSON.parse(document);
    } catch {
        return undefined;
    }
}

function at(value: unknown, key: string): unknown {
    return typeof value === "object" && value !== null && key in value
        ? (value as Record<string, unknown>)[key]
        : undefined;
}

function texts(value: unknown): string[] {
    return listOf(value).filter((each): each is string => typeof each === "string");
}

function listOf(value: unknown): unknown[] {
    return Array.isArray(value) ? value : value === undefined ? [] : [value];
}
