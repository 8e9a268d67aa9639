/** The policies of the pack as tables: what each demands, and what can be configured. */
import { policies } from "../policy-pack/policies.ts";

/** One row for each policy, in the order of the pack. */
export function policiesTable(): string {
    const rows = policies.map(
        ({ name, description, severity = "", ...policy }) =>
            `| \`${name}\` | ${description} | ${severity} | ${"validateStack" in policy ? "the stack" : "each resource"} |`,
    );
    return table(["policy", "demands", "severity", "looks at"], rows);
}

/** One row for each key of a policy's configuration but `exempt`, which all of them have. */
export function policyConfigTable(): string {
    const rows = policies.flatMap(({ name, configSchema }) =>
        Object.entries(configSchema?.properties ?? {})
            .filter(([key]) => key !== "exempt")
            .map(
                ([key, schema]) =>
                    `| \`${name}\` | \`${key}\` | ${schema.description ?? ""} | ${shown(schema.default)} |`,
            ),
    );
    return table(["policy", "key", "meaning", "default"], rows);
}

function table(head: readonly string[], rows: readonly string[]): string {
    return [`| ${head.join(" | ")} |`, `|${" --- |".repeat(head.length)}`, ...rows, ""].join("\n");
}

// Types of resources are too many for a cell.
function shown(value: unknown): string {
    if (!Array.isArray(value)) return `\`${JSON.stringify(value)}\``;
    const texts = value.map(String);
    if (texts.length === 0) return "none";
    const types = texts.map((text) => text.split(":").at(-1) ?? text);
    const isTypes = texts.every((text) => /^\w+:\w+\/\w+:\w+$/.test(text));
    return isTypes ? types.join(", ") : texts.map((text) => `\`${text}\``).join(", ");
}
