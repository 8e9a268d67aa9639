/** `aws.getPartition`. */
import type { AwsFunction } from "./aws-resource.ts";
import { factsOf } from "./region.ts";

/** The partition of the provider's Region. */
export const getPartition: AwsFunction = {
    token: "aws:index/getPartition:getPartition",
    inputs: ["id"],
    call: ({ connection }) => {
        const { partition, dnsSuffix } = factsOf(connection.settings.region);
        const reverseDnsPrefix = dnsSuffix.split(".").reverse().join(".");
        return Promise.resolve({ dnsSuffix, id: partition, partition, reverseDnsPrefix });
    },
};
