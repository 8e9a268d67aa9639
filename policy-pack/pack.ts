// The policy pack: importing it serves it to the engine that asked.
import { PolicyPack } from "@pulumi/policy";

import { policies } from "./policies.ts";

new PolicyPack("tempo-sts", {
    displayName: "tempo-sts",
    description: "Workload identity and buckets as tempo-sts makes them",
    provider: "aws",
    enforcementLevel: "mandatory",
    policies: [...policies],
});
