/** The verb `run`: its options. What it does is loaded when it runs. */
import { type Command, Option } from "commander";

import { RUN_PHASES } from "../../stacks/run/phases.ts";
import type { Io } from "../io.ts";
import { policyOptions } from "../options/policy-options.ts";
import { accountToo, lifespan, phase, phaseLimit, phaseToo } from "../options/values.ts";
import type { Rooms } from "../rooms.ts";
import type { RunFlags } from "../verbs/run.ts";
import { verbCommand, type Ended } from "./verb-command.ts";

const PHASES = RUN_PHASES.map(({ id }) => id).join(", ");

const EXAMPLES = [
    ["run --branch", "everything, for the branch of this job"],
    [
        "run --branch --junit junit.xml --markdown summary.md --diagnostics diagnostics",
        "with all that a job page shows",
    ],
    ["run --stack dev --skip-phase destroy --skip-phase leak-check", "leaves the stack there"],
    [
        "run --stack dev --from-phase handshake --keep-on-failure",
        "proves a stack that is deployed, then takes it away",
    ],
] as const;

/** The command with its options. */
export function runCommand(io: Io, ended: Ended, rooms?: Rooms): Command {
    const options = [
        new Option("--keep-on-failure", "leaves the stack there when a phase failed"),
        new Option(
            "--from-phase <phase>",
            `starts there, on a stack that is deployed already: ${PHASES}`,
        ).argParser(phase),
        new Option("--skip-phase <phase>", "leaves a phase out; may be given again")
            .argParser(phaseToo)
            .default([], "none"),
        new Option(
            "--phase-timeout <phase=seconds>",
            "how long a phase may take, as in up=1800 or up=30m; may be given again",
        )
            .argParser(phaseLimit)
            .default({}, "each phase's own"),
        new Option("--junit <file>", "writes JUnit XML: a case for each phase"),
        new Option(
            "--markdown <file>",
            "writes a summary for the job's page; GITHUB_STEP_SUMMARY gets it too",
        ),
        new Option("--events <file>", "writes every event as a line of JSON"),
        new Option(
            "--diagnostics <folder>",
            "where a failed run leaves what helps to find out why",
        ),
        ...policyOptions(),
        new Option(
            "--allowed-account <id>",
            "an AWS account that may be deployed to; may be given again",
        )
            .argParser(accountToo)
            .default([], "any"),
        new Option(
            "--ttl <duration>",
            "how long the stack may live should its end fail, such as 4h (default: 24h with --branch, else for ever; refused for the production profile)",
        ).argParser(lifespan),
    ];
    const description =
        "one pass for CI: deploys the stack, proves it, takes it away, and looks whether anything is left";
    return verbCommand<RunFlags>(
        {
            name: "run",
            description,
            options,
            examples: EXAMPLES,
            run: async (...given) => (await import("../verbs/run.ts")).runVerb(...given),
        },
        io,
        ended,
        rooms,
    );
}
