/** Policy documents with one thing changed. */
import type { PolicyDocument, Statement } from "../../components/pure/policies/statement.ts";

/** Without an action. */
export function without(document: PolicyDocument, action: string): PolicyDocument {
    const statements = document.Statement.map((statement): Statement => {
        const Action = [statement.Action].flat().filter((each) => each !== action);
        return { ...statement, Action };
    });
    return { ...document, Statement: statements.filter(({ Action }) => Action.length > 0) };
}

/** With one more action on what the first statement is about. */
export function plus(document: PolicyDocument, action: string): PolicyDocument {
    const [first] = document.Statement;
    const more = { Effect: "Allow", Action: action, Resource: first?.Resource ?? "" } as const;
    return { ...document, Statement: [...document.Statement, more] };
}

/** The same on every resource. */
export function everywhere(document: PolicyDocument): PolicyDocument {
    return {
        ...document,
        Statement: document.Statement.map((each) => ({ ...each, Resource: "*" })),
    };
}

/** A denial that no object is meant by. */
export function denyNothing(document: PolicyDocument): PolicyDocument {
    const statements = document.Statement.map((each): Statement => ({
        ...each,
        Action: "s3:ListBucket",
    }));
    return { ...document, Statement: statements };
}

/** The document as a text that is changed. */
export function changed(
    document: PolicyDocument,
    change: (text: string) => string,
): PolicyDocument {
    return JSON.parse(change(JSON.stringify(document))) as PolicyDocument;
}
