// The documents that say what an identity may do.
import type { Checked } from "../policy.ts";
import { IDENTITY_DOCUMENTS, ROLE } from "./kinds.ts";
import { readDocument, type ReadDocument } from "./statements.ts";
import { at, listOf } from "./values.ts";

/** Those of one resource; none where it has none. */
export function identityDocuments({ type, props }: Checked): ReadDocument[] {
    const property = IDENTITY_DOCUMENTS[type];
    if (property === undefined) return [];
    if (type !== ROLE) return [readDocument(props[property], property)];
    return listOf(props[property]).map((inline, index) =>
        readDocument(at(inline, "policy"), `${property}[${index}].policy`),
    );
}
