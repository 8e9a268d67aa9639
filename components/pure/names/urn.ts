/** The parts of a Pulumi URN: `urn:pulumi:<stack>::<project>::<parent type>$<type>::<name>`. */

/** The type of the resource itself, without its parents' types. */
export function typeOfUrn(urn: string): string {
    return qualifiedTypeOfUrn(urn).split("$").at(-1) ?? "";
}

/** The type with the types of all parents before it, joined by `$`. */
export function qualifiedTypeOfUrn(urn: string): string {
    return urn.split("::")[2] ?? "";
}

/** The name the program gave; it may itself hold `::`. */
export function nameOfUrn(urn: string): string {
    return urn.split("::").slice(3).join("::");
}
