/** The verb `doctor`: the one cause and its remedy, then the chain. */
import type { Diagnosis, JudgedLink } from "../../doctor/diagnose.ts";
import type { FactTools } from "../../doctor/facts.ts";
import type { FixName } from "../../doctor/fixes.ts";
import { SYSTEM_CLOCK } from "../../stacks/waiting/clock.ts";
import { terminalAsker, type Asker } from "../ask.ts";
import { UserError } from "../errors.ts";
import type { ExitClass } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { doctorTools, type SubjectFlags } from "../options/doctor-target.ts";
import { conclusion, findingsOf, markOf, remarkOf } from "../output/doctor-chain.ts";
import { doctorHtml } from "../output/doctor-html.ts";
import { doctorText } from "../output/doctor-text.ts";
import { MARKS } from "../output/style.ts";
import { outputFile } from "../output-file.ts";
import { ROOMS, type Rooms } from "../rooms.ts";
import { runVerb, type Progress, type Session, type VerbOutcome } from "../session.ts";

/** What it can do beside one look. */
export type DoctorMode = "watch";

/** The options of the verb, as the command line gives them. */
export interface DoctorFlags extends SubjectFlags {
    readonly verbose?: boolean;
    readonly html?: string;
    readonly fix?: FixName;
    readonly yes?: boolean;
}

const LOOK = { id: "doctor", title: "looks at the chain" };
const FIX = { id: "fix", title: "does the remedy" };
/** How long `watch` looks where --timeout says nothing else. */
const WATCH_SECONDS = 900;
/** So much earlier than --timeout, so that what was found can still be told. */
const WATCH_MARGIN_SECONDS = 2;

const CLASSES: Readonly<Record<Diagnosis["outcome"], ExitClass>> = {
    holds: "ok",
    broken: "proof",
    unknown: "preflight",
};

/** Runs the verb. */
export function doctorVerb(
    mode: DoctorMode | undefined,
    flags: DoctorFlags,
    io: Io,
    rooms: Rooms = ROOMS,
    ask: Asker = terminalAsker(),
): Promise<ExitClass> {
    return runVerb({ name: "doctor", failure: "preflight" }, flags, io, async (session) => {
        const write = await outputFile("--html", flags.html, io.folder);
        const tools = await doctorTools(flags, session, rooms);
        await session.begin(flags.fix === undefined ? [LOOK] : [LOOK, FIX]);
        const diagnosis = await session.step(
            LOOK,
            async (progress) => looked(mode, tools, { flags, rooms, progress }),
            (seen) => conclusion(seen).sentence,
        );
        const fixed =
            flags.fix === undefined
                ? undefined
                : await fix(flags.fix, diagnosis, { tools, flags, session, rooms, ask });
        await write(doctorHtml(diagnosis, session.view.clean));
        return outcome(diagnosis, flags, fixed);
    });
}

async function looked(
    mode: DoctorMode | undefined,
    tools: FactTools,
    { flags, rooms, progress }: { flags: DoctorFlags; rooms: Rooms; progress: Progress },
): Promise<Diagnosis> {
    if (mode === undefined) {
        return rooms.examine(tools, {
            report: (link) => {
                progress(linkWords(link), true);
            },
        });
    }
    const { timeout = WATCH_SECONDS + WATCH_MARGIN_SECONDS } = flags;
    const { diagnosis } = await rooms.follow(tools, {
        timeoutSeconds: Math.max(0, timeout - WATCH_MARGIN_SECONDS),
        clock: SYSTEM_CLOCK,
        report: (seen) => {
            progress(conclusion(seen).sentence);
        },
    });
    return diagnosis;
}

function linkWords(link: JudgedLink): string {
    const remark = remarkOf(link, [link]);
    return `${MARKS[markOf(link)]} ${link.title}${remark === "" ? "" : `: ${remark}`}`;
}

interface Fixing {
    readonly tools: FactTools;
    readonly flags: DoctorFlags;
    readonly session: Session;
    readonly rooms: Rooms;
    readonly ask: Asker;
}

/** Does the remedy, if it is one for what was found. */
async function fix(
    name: FixName,
    diagnosis: Diagnosis,
    { tools, flags, session, rooms, ask }: Fixing,
): Promise<string> {
    const offered = diagnosis.links.flatMap(findingsOf).map(({ remedy }) => remedy.fix);
    if (!offered.includes(name)) {
        const others = [...new Set(offered.filter((each) => each !== undefined))];
        throw new UserError(
            `--fix ${name}: expected a finding that this mends, found ${others.length === 0 ? "none that anything here mends" : `only such for: ${others.join(", ")}`}. Nothing was changed.`,
            diagnosis.ok ? "settings" : CLASSES[diagnosis.outcome],
        );
    }
    const { question, apply } = await rooms.prepareFix(name, tools);
    if (flags.yes !== true) {
        if (!session.canAsk) {
            throw new UserError(
                `--fix ${name}: expected somebody to ask, found no terminal. Add --yes. It would do: ${question} Nothing was changed.`,
            );
        }
        if (!(await ask.confirm(session.view.clean(question)))) {
            throw new UserError("given up at the question; nothing was changed.", "interrupted");
        }
    }
    return session.step(FIX, apply, (done) => done);
}

function outcome(
    diagnosis: Diagnosis,
    { verbose = false, fix: name }: DoctorFlags,
    fixed: string | undefined,
): VerbOutcome {
    const found = CLASSES[diagnosis.outcome];
    const { sentence, finding } = conclusion(diagnosis);
    const message = [sentence, ...(finding === undefined ? [] : [finding.remedy.text])].join(" ");
    return {
        class: found,
        data: { ...diagnosis, ...(fixed === undefined ? {} : { fix: { name, done: fixed } }) },
        ...(found === "ok" ? {} : { error: { class: found, message } }),
        text: (view) => doctorText(diagnosis, { verbose }, view),
        textTells: true,
    };
}
