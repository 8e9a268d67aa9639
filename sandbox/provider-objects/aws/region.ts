/** The Region of a resource, and what follows from it. */
import { PARTITIONS, type PartitionFacts } from "../../../components/pure/partition.ts";
import type { AwsContext, InputRule, Plain } from "./aws-resource.ts";
import { optionalText } from "./values.ts";

/** The input `region` of every regional type: the provider's own where none is given. */
export const REGION_RULE: InputRule = { immutable: true, assumed: true };

/** The Region a resource is in. */
export function regionOf(context: AwsContext, properties: Plain): string {
    return optionalText(properties, "region") ?? context.connection.settings.region;
}

/** The partition of a Region, the commercial one for a Region that no known partition has. */
export function factsOf(region: string): Pick<PartitionFacts, "partition" | "dnsSuffix"> {
    const found = PARTITIONS.find(({ regionPattern }) => regionPattern.test(region));
    return found ?? { partition: "aws", dnsSuffix: "amazonaws.com" };
}
