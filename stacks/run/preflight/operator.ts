// The Tempo operator: there, at work, and of the version that the TempoStack is written for.
import { atLeast, parseVersion } from "../../../components/pure/version.ts";
import { findTempoOperator, type TempoOperator } from "../../cluster/tempo-operator.ts";
import type { Check, Found } from "./check.ts";
import { notChecked } from "./check.ts";

// At these the operator changes in what it does with a TempoStack of ours.
const TURNING_POINTS = ["0.15.0", "0.21.0"];

/** Looks for the operator wherever something tells of it. */
export const tempoOperator: Check = {
    name: "Tempo operator",
    required: false,
    look: async ({ cluster, settings, signal }) => {
        const search = await findTempoOperator(await cluster(), signal);
        if ("found" in search) return judge(search.found, settings.operatorVersion);
        return notChecked(
            `nothing tells of an operator: ${search.silences.join("; ")}`,
            "See that it runs: without it a TempoStack stays as it is written",
        );
    },
};

function judge({ version, where, trouble }: TempoOperator, wanted: string): Found {
    const found = `${version === "" ? "of an unknown version" : version} (${where})`;
    if (trouble !== undefined) {
        const remedy = "Look at the operator's own log and events";
        return { status: "warning", found: `${found}: ${trouble}`, remedy };
    }
    if (parseVersion(version) === undefined) {
        return { status: "warning", expected: wanted, found };
    }
    const remedy = `Say which one it is: \`--config operatorVersion=${version}\``;
    const turn = TURNING_POINTS.find((point) => atLeast(version, point) !== atLeast(wanted, point));
    if (turn !== undefined) {
        const expected = `the version that the TempoStack is written for, ${wanted}, or one on the same side of ${turn}`;
        return { status: "failed", expected, found, remedy };
    }
    return minor(version) === minor(wanted)
        ? { status: "ok", found }
        : { status: "warning", expected: wanted, found, remedy };
}

function minor(version: string): string {
    const parts = parseVersion(version);
    return parts === undefined ? version : `${parts.major}.${parts.minor}`;
}
