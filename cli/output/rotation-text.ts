/** How a change of issuer stands, as text. */
import type {
    IssuerReport,
    KeysReport,
    RotationReport,
    RotationState,
    Standing,
} from "../../stacks/rotation/report.ts";
import type { View } from "../session.ts";
import { block, facts, marked, page } from "./facts.ts";
import { MARKS } from "./style.ts";

const SAID: Readonly<Record<RotationState, string>> = {
    settled: "one issuer, and the role trusts it",
    rotating: "on its way from one issuer to the next",
    "to-do": "something is to be done",
    refused: "tokens of the cluster are refused",
    unknown: "could not be looked at",
};

const STANDINGS: Readonly<Record<Standing, string>> = {
    current: "the cluster makes its tokens now",
    previous: "going",
    "other-cluster": "of another cluster",
    unlisted: "not in the settings",
};

/** The whole page. */
export function rotationText(stack: string, report: RotationReport, view: View): string {
    const { style } = view;
    const { state, clusterIssuer, role, issuers, unchecked, next } = report;
    const title = `${markOf(state, view)} ${style.strong(view.clean(stack))}: ${SAID[state]}`;
    return page([
        [title],
        facts(
            [
                ["cluster", clusterIssuer],
                ["role", role],
            ],
            view,
        ),
        ...issuers.map((each) => block(each.issuer, issuerLines(each, view), view)),
        block(
            "Not checked",
            unchecked.flatMap((each) => marked(style.warn("!"), each, view)),
            view,
        ),
        block(
            "Next",
            next.flatMap((each, index) => marked(`${index + 1}.`, each, view)),
            view,
        ),
    ]);
}

function issuerLines(report: IssuerReport, view: View): string[] {
    const { standing, trusted, provider, until, overdue, use, keys } = report;
    const end = until === undefined ? "" : `, until ${until}${overdue ? ", which is over" : ""}`;
    return [
        ...facts(
            [
                ["standing", `${STANDINGS[standing]}${end}`],
                ["trusted", trusted ? "by the role" : "not by the role"],
                ["provider", provider],
                ["tokens", use === undefined ? undefined : TOKENS[use.used]],
                ["keys", keys === undefined ? undefined : keysText(keys)],
            ],
            view,
        ),
        ...(use?.evidence ?? []).flatMap((each) => marked("·", each, view)),
    ];
}

const TOKENS = { yes: "still used", no: "not used", unknown: "not known" } as const;

function keysText({ state, missing, extra, because = "" }: KeysReport): string {
    const more = extra.length === 0 ? "" : `; it publishes besides: ${extra.join(", ")}`;
    switch (state) {
        case "published":
            return `all of the cluster's are published${more}`;
        case "missing":
            return `not published: ${missing.join(", ")}${more}`;
        default:
            return `could not check, because ${because}`;
    }
}

function markOf(state: RotationState, { style }: View): string {
    switch (state) {
        case "settled":
        case "rotating":
            return style.good(MARKS.good);
        case "refused":
            return style.bad(MARKS.bad);
        default:
            return style.warn("!");
    }
}
