/** The verb `cost`: its options. What it does is loaded when it runs. */
import { type Command, Option } from "commander";

import { BYTES_PER_SPAN, COMPRESSION } from "../../components/pure/cost/traffic.ts";
import type { Io } from "../io.ts";
import { amount, count, share } from "../options/cost-values.ts";
import type { Rooms } from "../rooms.ts";
import type { CostFlags } from "../verbs/cost.ts";
import { verbCommand, type Ended } from "./verb-command.ts";

const EXAMPLES = [
    ["cost --stack prod --spans-per-second 2000", "a month of it, by line"],
    ["cost --stack prod --gib-per-day 40 --queries-per-hour 500 --json", "for a program"],
    ["cost --stack dev --config bucket.versioning.enabled=true", "what a setting would add"],
] as const;

/** The command with its options. */
export function costCommand(io: Io, ended: Ended, rooms?: Rooms): Command {
    const options = [
        new Option("--spans-per-second <number>", "how much is traced")
            .argParser(amount)
            .default("1000", "1000")
            .conflicts("gibPerDay"),
        new Option(
            "--gib-per-day <number>",
            "the same in GiB that arrive, before compression",
        ).argParser(amount),
        new Option("--bytes-per-span <number>", "before compression")
            .argParser(amount)
            .default(BYTES_PER_SPAN.value, `${BYTES_PER_SPAN.value}, as Tempo's docs say`),
        new Option("--compression <share>", "what of a byte is stored")
            .argParser(share)
            .default(COMPRESSION.value, `${COMPRESSION.value}, as Tempo's docs say`),
        new Option("--ingesters <number>", "pods that write blocks").argParser(count).default(1),
        new Option("--pods <number>", "pods that poll the bucket: compactor, queriers, frontends")
            .argParser(count)
            .default(3),
        new Option("--queries-per-hour <number>", "how often somebody searches")
            .argParser(count)
            .default(60),
        new Option("--query-hours <number>", "how far back a search looks")
            .argParser(count)
            .default(1),
        new Option("--nat-gateway", "S3 is reached through a NAT gateway, not a gateway endpoint"),
    ];
    const description = "estimates what the stack costs in AWS in a month, by line";
    return verbCommand<CostFlags>(
        {
            name: "cost",
            description,
            options,
            examples: EXAMPLES,
            run: async (...given) => (await import("../verbs/cost.ts")).costVerb(...given),
        },
        io,
        ended,
        rooms,
    );
}
