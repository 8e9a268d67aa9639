/** The verb `init`: its options. What it does is loaded when it runs. */
import { type Command, Option } from "commander";

import type { Io } from "../io.ts";
import type { Rooms } from "../rooms.ts";
import type { InitFlags } from "../verbs/init.ts";
import { verbCommand, type Ended } from "./verb-command.ts";

const EXAMPLES = [
    ["init --stack dev", "asks"],
    [
        "init --stack dev --namespace tempo-dev --region eu-west-1 --yes",
        "asks nothing, for scripts",
    ],
] as const;

/** The command with its options. */
export function initCommand(io: Io, ended: Ended, rooms?: Rooms): Command {
    const options = [
        new Option("--namespace <name>", "the Kubernetes namespace"),
        new Option("--region <name>", "the AWS Region of bucket and STS"),
        new Option("--context <name>", "the context of the kubeconfig"),
        new Option("--yes", "asks nothing: what is not given has its default"),
        new Option("--force", "overwrites a file that is there"),
    ];
    const description =
        "asks what a stack needs, tests the answers, and writes stacks/config/Pulumi.<stack>.yaml";
    return verbCommand<InitFlags>(
        {
            name: "init",
            description,
            options,
            examples: EXAMPLES,
            run: async (...given) => (await import("../verbs/init.ts")).initVerb(...given),
        },
        io,
        ended,
        rooms,
    );
}
