// The part of a shared bucket that is one Tempo's alone, as keys of objects and as Tempo is told.

/**
 * What the keys of all objects of a part begin with; Tempo is told the same text. With the slash, not without: Tempo lists this
 * very text when it starts, and `team-a` would show it the names of `team-ab` too.
 *
 * @see https://grafana.com/docs/tempo/latest/configuration/hosted-storage/s3/
 */
export function objectsBelow(prefix: string | undefined): string {
    return prefix === undefined ? "" : `${prefix}/`;
}
