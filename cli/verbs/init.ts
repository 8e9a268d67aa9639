/** The verb `init`: writes down what a new stack needs, once the choice is tested. */
import { mkdir, stat, writeFile } from "node:fs/promises";
import { dirname, relative } from "node:path";

import { branchNamespace } from "../../components/pure/names/stack-names.ts";
import { DEFAULT_REGION } from "../../stacks/settings/defaults.ts";
import { terminalAsker, type Asker } from "../ask.ts";
import type { Origin } from "../ci-environment.ts";
import { UserError } from "../errors.ts";
import type { ExitClass } from "../exit-codes.ts";
import { configFileText, nextSteps, settingsIn, type Answers } from "../init/answers.ts";
import { askAnswers, askStack } from "../init/questions.ts";
import type { Io } from "../io.ts";
import type { CommonFlags } from "../options/common.ts";
import { configFileOf, defaultConfigFile } from "../options/config-file.ts";
import { configurationOf } from "../options/configuration.ts";
import { originOf } from "../options/origin.ts";
import { checkSettings } from "../options/settings.ts";
import { chooseAnyStack, chooseStack, type StackChoice } from "../options/stack-choice.ts";
import { block, page } from "../output/facts.ts";
import { pulumiRoot } from "../pulumi-cli.ts";
import { ROOMS, type Rooms } from "../rooms.ts";
import { runVerb, type Session } from "../session.ts";

/** The options of the verb, as the command line gives them. */
export interface InitFlags extends CommonFlags {
    readonly namespace?: string;
    readonly region?: string;
    readonly context?: string;
    readonly yes?: boolean;
    readonly force?: boolean;
}

const CHECK = { id: "check", title: "Test backend and secrets provider" };

/** Runs the verb. */
export function initVerb(
    flags: InitFlags,
    io: Io,
    rooms: Rooms = ROOMS,
    ask: Asker = terminalAsker(),
): Promise<ExitClass> {
    return runVerb({ name: "init", failure: "preflight" }, flags, io, async (session) => {
        const asks = flags.yes !== true && session.canAsk;
        if (flags.yes !== true && !asks) {
            throw new UserError(
                "init: nobody is here to be asked. Give --yes, with --stack, --namespace and what else is to be said.",
            );
        }
        const choice = await choiceOf(flags, await originOf(io), io, asks ? ask : undefined);
        session.stack = choice.stack;
        const file = await newFile(choice.stack, flags, io);
        const usual = usualAnswers(flags, choice, io);
        const answers = asks ? await askAnswers(ask, usual, await rooms.contextsIn(io.env)) : usual;
        const values = configurationOf({}, settingsIn(answers, flags.config));
        checkSettings(values, io.env);
        const root = await pulumiRoot(session, flags, rooms);
        const checked = await check(answers, session, rooms, root);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, await configFileText(answers, values));
        const shown = relative(io.folder, file);
        const next = nextSteps(answers, flags.configFile);
        return {
            class: "ok",
            data: { file, backend: checked.url, user: checked.user, next },
            text: (view) =>
                page([
                    [`${view.style.good("✔")} ${view.clean(`${shown} is written.`)}`],
                    block(
                        "Next",
                        next.map((line) => `  ${view.clean(line)}`),
                        view,
                    ),
                ]),
        };
    });
}

async function choiceOf(
    flags: InitFlags,
    origin: Origin,
    io: Io,
    ask: Asker | undefined,
): Promise<StackChoice> {
    if (ask === undefined) return chooseStack(flags, origin, io.env);
    return chooseAnyStack(flags, origin, io.env) ?? { stack: await askStack(ask) };
}

/** @throws UserError where the file is there already */
async function newFile(stack: string, flags: InitFlags, { folder }: Io): Promise<string> {
    const named = flags.configFile;
    const file =
        named === undefined
            ? defaultConfigFile(stack, folder)
            : ((await configFileOf(stack, named, folder)) ?? named);
    const existing = await stat(file).catch(() => undefined);
    if (existing !== undefined && flags.force !== true) {
        throw new UserError(
            `init: expected no file yet, but ${file} is there. Edit it, or give --force to write it anew.`,
        );
    }
    return file;
}

/** What is given, and what is usual where nothing is. */
function usualAnswers(flags: InitFlags, { stack, branch }: StackChoice, { env }: Io): Answers {
    const ownNamespace = branchNamespace(stack).replace(/^branch-/u, "tempo-");
    return {
        stack,
        namespace:
            flags.namespace ?? (branch === undefined ? ownNamespace : branchNamespace(branch)),
        region: flags.region ?? regionIn(env) ?? DEFAULT_REGION,
        backend: flags.backend,
        secretsProvider: flags.secretsProvider,
        context: flags.context,
    };
}

function regionIn(env: Io["env"]): string | undefined {
    return ["AWS_REGION", "AWS_DEFAULT_REGION"].map((name) => env[name]).find((value) => value);
}

/** @throws UserError that says which choice does not work */
async function check(answers: Answers, session: Session, rooms: Rooms, root: string | undefined) {
    const { backend, secretsProvider } = answers;
    await session.begin([CHECK]);
    return session.step(
        CHECK,
        () => rooms.checkBackend({ backend, secretsProvider }, { root, signal: session.signal }),
        ({ url, user }) => (user === undefined ? url : `${url} as ${user}`),
    );
}
