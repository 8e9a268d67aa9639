/** The table of AWS's partitions, from the facts that the code decides by. */
import { PARTITIONS } from "../components/pure/partition.ts";

/** One row for each partition. */
export function partitionsTable(): string {
    const rows = PARTITIONS.map(({ partition, dnsSuffix, knownRegions, tokenModeObstacle }) => {
        const [region = ""] = knownRegions;
        const tempo =
            tokenModeObstacle === undefined
                ? "yes"
                : `no, and refused before anything is made: ${quoted(tokenModeObstacle)}`;
        const cells = [
            `\`${partition}\``,
            knownRegions
                .map((each) => `\`${each}\``)
                .slice(0, 3)
                .join(", "),
            tempo,
            `\`arn:${partition}:iam::…\``,
            `\`https://<bucket>.s3.${region}.${dnsSuffix}\``,
        ];
        return `| ${cells.join(" | ")} |`;
    });
    return [
        "| partition | Regions, such as | Tempo by web identity | ARNs | an issuer that a bucket hosts |",
        "| --- | --- | --- | --- | --- |",
        ...rows,
        "",
    ].join("\n");
}

// Markdown would take <region> for a tag.
function quoted(text: string): string {
    return text.replace(/\S*<region>[\w.]*/g, "`$&`");
}
