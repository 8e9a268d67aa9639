/** The verb `doctor`: its options. What it does is loaded when it runs. */
import { Argument, type Command, Option } from "commander";

import type { Io } from "../io.ts";
import type { Rooms } from "../rooms.ts";
import type { DoctorFlags, DoctorMode } from "../verbs/doctor.ts";
import { verbCommand, type Ended } from "./verb-command.ts";

const EXAMPLES = [
    ["doctor --namespace tracing --name tmstack", "any TempoStack, whoever made it"],
    ["doctor --stack dev --verbose", "that of a stack, with all evidence"],
    ["doctor --namespace tracing --probe", "with real tokens and real calls"],
    ["doctor watch --branch --timeout 10m", "follows a roll-out to its end"],
    ["doctor --namespace tracing --fix restart-pods", "does a remedy, after asking"],
    ["doctor --namespace tracing --json > doctor.json", "one object for a program"],
] as const;

/** As in doctor/fixes.ts, which is too heavy to be loaded for help; a spec compares them. */
export const FIX_CHOICES = ["add-audience", "annotate-service-accounts", "restart-pods"] as const;

/** The command with its options. */
export function doctorCommand(io: Io, ended: Ended, rooms?: Rooms): Command {
    const run = async (mode: DoctorMode | undefined, flags: DoctorFlags) =>
        (await import("../verbs/doctor.ts")).doctorVerb(mode, flags, io, rooms);
    return verbCommand<DoctorFlags>(
        {
            name: "doctor",
            description:
                "finds the link of a Tempo's chain that is broken, and says what to do. Changes nothing without --probe or --fix. Ends with 0 where the chain holds, 5 where it is broken, 3 where it could not be checked",
            options: options(),
            examples: EXAMPLES,
            run: async (flags) => run(undefined, flags),
        },
        io,
        ended,
        rooms,
    )
        .addArgument(
            new Argument(
                "[watch]",
                "looks again until the chain holds or a cause is certain",
            ).choices(["watch"]),
        )
        .action(async (mode: DoctorMode | undefined, flags: DoctorFlags) => {
            ended(await run(mode, flags));
        });
}

function options(): Option[] {
    return [
        new Option("--namespace <name>", "where the Tempo is (default: the stack's)"),
        new Option(
            "--name <name>",
            "the Tempo's name (default: the stack's, else the only one in the namespace)",
        ),
        new Option("--kind <kind>", "which resource it is")
            .choices(["tempostack", "tempomonolithic"])
            .default("tempostack"),
        new Option("--context <name>", "the cluster, by its context (default: the current one)"),
        new Option("--kubeconfig <file>", "another kubeconfig than that of the environment"),
        new Option(
            "--probe",
            "also takes the role by real tokens and makes Tempo's calls on the bucket, under a prefix that goes again",
        ),
        new Option("--verbose", "shows the evidence of every link"),
        new Option("--html <file>", "writes a page with the chain drawn"),
        new Option("--fix <remedy>", "does this remedy, after asking").choices(FIX_CHOICES),
        new Option("--yes", "asks nothing before --fix"),
    ];
}
