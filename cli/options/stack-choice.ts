/** Which stack a command line means: exactly one of `--stack` and `--branch`, else how to say it. */
import { formatProblems, type Problem } from "../../components/pure/problems.ts";
import {
    branchProblems,
    branchStack,
    stackNameProblems,
} from "../../components/pure/names/stack-names.ts";
import type { Origin } from "../ci-environment.ts";
import { UserError } from "../errors.ts";
import type { CommonFlags } from "./common.ts";

/** A stack, and the branch that it is of. */
export interface StackChoice {
    readonly stack: string;
    readonly branch?: string;
}

type Flags = Pick<CommonFlags, "stack" | "branch">;
type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The stack that is meant. Without either option it is `PULUMI_STACK`, as for Pulumi's own CLI.
 *
 * @throws UserError when it is none, two, or not legal
 */
export function chooseStack(flags: Flags, origin: Origin, env: Variables): StackChoice {
    const choice = chooseAnyStack(flags, origin, env);
    if (choice !== undefined) return choice;
    const here = origin.branch === undefined ? "" : `; without a name it is ${origin.branch} here`;
    throw new UserError(
        `Expected a stack, got none. Give --stack <name>, or --branch [name] for the stack of a branch${here}.`,
    );
}

/** The same for verbs that may be about all stacks: undefined where none is named. */
export function chooseAnyStack(
    { stack, branch }: Flags,
    origin: Origin,
    env: Variables,
): StackChoice | undefined {
    if (stack !== undefined && branch !== undefined) {
        throw new UserError(
            "Expected either --stack or --branch, got both. --branch makes the stack's name from that of the branch.",
        );
    }
    if (branch !== undefined) return ofBranch(branch, origin);
    const name = stack ?? env["PULUMI_STACK"];
    if (name === undefined || (name === "" && stack === undefined)) return undefined;
    refuse(stackNameProblems(name, stack === undefined ? "PULUMI_STACK" : "--stack"));
    return { stack: name };
}

function ofBranch(given: string | true, origin: Origin): StackChoice {
    if (given !== true) {
        refuse(branchProblems(given, "--branch"));
        return { stack: branchStack(given), branch: given };
    }
    const { branch } = origin;
    if (branch !== undefined) return { stack: branchStack(branch), branch };
    throw new UserError(
        "--branch: expected a branch, but neither the CI's variables nor git tell one; a tag or a bare commit is none. Name it: --branch <name>.",
    );
}

function refuse(problems: readonly Problem[]): void {
    if (problems.length > 0) {
        throw new UserError(formatProblems(problems), "settings", { problems });
    }
}
