/** The verb `permissions`: its options. What it does is loaded when it runs. */
import { type Command, Option } from "commander";

import { PERMISSION_VERBS } from "../../components/pure/permissions/subject.ts";
import type { Io } from "../io.ts";
import { account, namePattern, positive, verbsToo } from "../options/permission-values.ts";
import type { Rooms } from "../rooms.ts";
import type { PermissionsFlags } from "../verbs/permissions.ts";
import { verbCommand, type Ended } from "./verb-command.ts";

const EXAMPLES = [
    ["permissions --stack dev --account 123456789012 > policy.json", "for IAM, without asking AWS"],
    ["permissions --stack prod --for up,preview", "what may not destroy"],
    [
        "permissions --branch main --names 'tracing-*' --json",
        "of a CI, with a reason for each right",
    ],
    ["permissions --stack dev --cluster | kubectl apply -f -", "the role in the cluster"],
] as const;

/** The command with its options. */
export function permissionsCommand(io: Io, ended: Ended, rooms?: Rooms): Command {
    const options = [
        new Option("--for <verbs>", `what the person shall run: ${PERMISSION_VERBS.join(", ")}`)
            .argParser(verbsToo)
            .default([], "all of them"),
        new Option(
            "--account <id>",
            "the AWS account (default: that of the credentials, where there are some)",
        ).argParser(account),
        new Option(
            "--names <pattern>",
            "stands for the names of bucket and role, as tracing-* for a CI",
        ).argParser(namePattern),
        new Option(
            "--part <number>",
            "prints one of several policies: IAM takes 6144 characters each",
        ).argParser(positive),
        new Option("--cluster", "prints the ClusterRole instead").conflicts(["part", "names"]),
    ];
    const description =
        "prints the least that whoever runs tempo-sts must be allowed in AWS, as IAM policies";
    return verbCommand<PermissionsFlags>(
        {
            name: "permissions",
            description,
            options,
            examples: EXAMPLES,
            run: async (...given) =>
                (await import("../verbs/permissions.ts")).permissionsVerb(...given),
        },
        io,
        ended,
        rooms,
    );
}
