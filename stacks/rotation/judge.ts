// From what was seen to how a change of issuer stands.
import { providerPath } from "../../components/pure/issuer.ts";
import { overdueIssuers } from "../../components/pure/previous-issuers.ts";
import type { Settings } from "../settings/settings.ts";
import type { RotationFacts, TrustedProvider } from "./facts.ts";
import { keysOf } from "./keys.ts";
import { nextSteps, type Step } from "./next.ts";
import type { IssuerReport, RotationReport, RotationState, Standing } from "./report.ts";
import { useOf } from "./use.ts";

/** What of the settings counts. */
export type JudgedSettings = Pick<Settings, "issuer" | "oidcProvider" | "trust" | "identity"> & {
    readonly namespace: string;
    readonly tempoName: string;
};

/** Judges; `now` is in milliseconds. */
export function judgeRotation(
    facts: RotationFacts,
    settings: JudgedSettings,
    now: number,
): RotationReport {
    const current = "value" in facts.issuer ? facts.issuer.value : undefined;
    const trusted = "value" in facts.role ? facts.role.value.trusted : [];
    // Where the cluster does not tell, the settings may.
    const issuers = listed(settings, current ?? settings.issuer, trusted).map(
        ({ issuer, standing }) => reportOf({ issuer, standing }, { facts, settings, trusted, now }),
    );
    const steps = nextSteps(issuers, { settings, facts, current });
    return {
        state: stateOf(facts, steps, issuers),
        clusterIssuer: current ?? "",
        role: "value" in facts.role ? facts.role.value.arn : "",
        issuers,
        unchecked: uncheckedIn(facts, issuers),
        next: steps.map(({ text }) => text),
    };
}

interface Listed {
    readonly issuer: string;
    readonly standing: Standing;
}

// The cluster's own first, then those of the settings, then what only the role knows.
function listed(
    { oidcProvider, trust }: JudgedSettings,
    current: string | undefined,
    trusted: readonly TrustedProvider[],
): Listed[] {
    const all: Listed[] = [
        ...(current === undefined ? [] : [{ issuer: current, standing: "current" } as const]),
        ...oidcProvider.previousIssuers.map(
            ({ issuer }) => ({ issuer, standing: "previous" }) as const,
        ),
        ...trust.clusters.map(({ issuer }) => ({ issuer, standing: "other-cluster" }) as const),
        ...trusted.map(({ issuer }) => ({ issuer, standing: "unlisted" }) as const),
    ];
    return all.filter(
        ({ issuer }, index) => all.findIndex((each) => each.issuer === issuer) === index,
    );
}

function reportOf(
    { issuer, standing }: Listed,
    of: {
        readonly facts: RotationFacts;
        readonly settings: JudgedSettings;
        readonly trusted: readonly TrustedProvider[];
        readonly now: number;
    },
): IssuerReport {
    const { facts, settings, trusted, now } = of;
    const found = trusted.find((each) => each.issuer === issuer);
    const given = settings.oidcProvider.previousIssuers.find((each) => each.issuer === issuer);
    const isOurs = standing === "current" || standing === "previous";
    const provider = found?.providerArn ?? "";
    return {
        issuer,
        standing,
        trusted: found !== undefined,
        provider: providerState(facts, provider),
        until: given?.until,
        overdue: given !== undefined && overdueIssuers([given], new Date(now)).length > 0,
        ...(standing === "other-cluster" ? {} : { use: useOf(facts, { issuer, provider }, now) }),
        ...(isOurs ? { keys: keysOf(facts, issuer) } : {}),
    };
}

function providerState({ providers }: RotationFacts, arn: string): string {
    const state = providers.get(arn);
    if (state === undefined) {
        return "not looked at";
    }
    return "value" in state ? state.value : `could not check, because ${state.because}`;
}

function stateOf(
    facts: RotationFacts,
    steps: readonly Step[],
    issuers: readonly IssuerReport[],
): RotationState {
    if (steps.some(({ kind }) => kind === "refused")) {
        return "refused";
    }
    if ("because" in facts.issuer || "because" in facts.role) {
        return "unknown";
    }
    if (steps.some(({ kind }) => kind === "to-do")) {
        return "to-do";
    }
    return issuers.some(({ standing }) => standing === "previous") ? "rotating" : "settled";
}

function uncheckedIn(facts: RotationFacts, issuers: readonly IssuerReport[]): string[] {
    const whole = [
        { what: "the cluster's issuer", seen: facts.issuer },
        { what: "the role", seen: facts.role },
    ].flatMap(({ what, seen }) =>
        "because" in seen ? [`could not check ${what}, because ${seen.because}`] : [],
    );
    const keys = issuers.flatMap(({ issuer, keys: found }) =>
        found?.state === "not-checked"
            ? [
                  `could not check the keys of ${providerPath(issuer)}, because ${found.because ?? ""}`,
              ]
            : [],
    );
    return [...whole, ...keys];
}
