// Which texts look like credentials: by what they are called, and by their shape.
import { isTable } from "../../components/pure/fields/raw-values.ts";
import { namesSecret, redact } from "../../components/pure/redact.ts";
import { entriesOf, listOf } from "./values.ts";

/** Where in a value something looks like a credential; the value itself is never told. */
export function credentialPaths(value: unknown, path: string, name = ""): string[] {
    if (typeof value === "string") return looksSecret(value, name) ? [path] : [];
    if (Array.isArray(value)) {
        return listOf(value).flatMap((each, index) =>
            credentialPaths(each, `${path}[${index}]`, name),
        );
    }
    if (!isTable(value)) return [];
    return entriesOf(value).flatMap(([key, each]) =>
        credentialPaths(each, path === "" ? key : `${path}.${key}`, key),
    );
}

function looksSecret(text: string, name: string): boolean {
    return text.trim() !== "" && (namesSecret(name) || redact(text) !== text);
}
