/** `aws.getRegion`. */
import type { AwsFunction } from "./aws-resource.ts";
import { factsOf } from "./region.ts";
import { optionalText } from "./values.ts";

/** The provider's Region, or the one asked for. */
export const getRegion: AwsFunction = {
    token: "aws:index/getRegion:getRegion",
    inputs: ["endpoint", "id", "name", "region"],
    call: ({ connection }, inputs) => {
        const region =
            optionalText(inputs, "region") ??
            optionalText(inputs, "name") ??
            regionOfEndpoint(optionalText(inputs, "endpoint")) ??
            connection.settings.region;
        const endpoint = `ec2.${region}.${factsOf(region).dnsSuffix}`;
        return Promise.resolve({ description: region, endpoint, id: region, name: region, region });
    },
};

function regionOfEndpoint(endpoint: string | undefined): string | undefined {
    return endpoint?.split(".")[1];
}
