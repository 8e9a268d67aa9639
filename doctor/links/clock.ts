// Clocks: the cluster's, which dates the tokens, against AWS's, which judges them.
import { findingOf } from "../causes/finding.ts";
import type { Facts } from "../facts.ts";
import { Unreadable } from "../facts/unreadable.ts";
import { verdictOf, type Finding, type Link } from "../link.ts";
import { forWebIdentity } from "./web-identity.ts";

/** What AWS takes of a signed request; STS takes no token of the future at all. */
const TOLERANCE_SECONDS = 300;

/** Clocks. */
export const clock: Link = {
    id: "clock",
    title: "Clocks",
    needs: [],
    essential: false,
    probe: forWebIdentity(async (facts) => {
        const [cluster, aws] = await Promise.all([clusterTime(facts), awsTime(facts)]);
        const local = Math.round(facts.tools.now() / 1000);
        const apart = cluster - aws;
        const evidence = [
            `cluster ${isoTime(cluster)}, AWS ${isoTime(aws)}, here ${isoTime(local)}`,
        ];
        const findings: Finding[] = [];
        if (Math.abs(apart) > TOLERANCE_SECONDS) findings.push(clusterFault(apart, evidence));
        if (Math.abs(local - aws) > TOLERANCE_SECONDS)
            findings.push(localFault(local - aws, evidence));
        return verdictOf(findings, evidence);
    }),
};

async function clusterTime({ tools }: Facts): Promise<number> {
    const { date } = await tools.cluster.ask("/version", { signal: tools.signal });
    return secondsOf(date, "the API server");
}

async function awsTime(facts: Facts): Promise<number> {
    const { region, endpoints } = await facts.need("connection");
    const suffix = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
    const url = endpoints?.sts ?? `https://sts.${region}.${suffix}/`;
    const { date } = await facts.tools.outside(url, facts.tools.signal);
    return secondsOf(date, "STS");
}

function secondsOf(date: string | undefined, who: string): number {
    const time = Date.parse(date ?? "");
    if (Number.isNaN(time)) throw new Unreadable(`${who} gave no date`);
    return Math.round(time / 1000);
}

function clusterFault(apart: number, evidence: readonly string[]): Finding {
    return findingOf("clock-cluster", {
        summary: `The cluster's clock is ${said(apart)} AWS's: its tokens are refused as expired or not yet valid.`,
        evidence: [`expected at most ${TOLERANCE_SECONDS} s between them`, ...evidence],
        remedy: {
            text: "Set the clocks of the control plane's nodes: chronyd has to reach a time server.",
            command:
                "oc debug node/$(oc get nodes --selector node-role.kubernetes.io/control-plane --output name | head -n 1 | cut -d / -f 2) -- chroot /host chronyc tracking",
        },
    });
}

function localFault(apart: number, evidence: readonly string[]): Finding {
    return findingOf("clock-local", {
        summary: `This computer's clock is ${said(apart)} AWS's: what is signed here may be refused.`,
        evidence: [`expected at most ${TOLERANCE_SECONDS} s between them`, ...evidence],
        remedy: { text: "Set this computer's clock.", command: "timedatectl set-ntp true" },
        severity: "warning",
    });
}

function said(apart: number): string {
    return `${Math.abs(apart)} s ${apart > 0 ? "ahead of" : "behind"}`;
}

function isoTime(seconds: number): string {
    return new Date(seconds * 1000).toISOString();
}
