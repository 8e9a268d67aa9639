// A link of the chain: how it is probed, what was found, and what to do about it.
import type { Facts } from "./facts.ts";

/** The links, in the order in which one needs the other. */
export type LinkId =
    | "caller"
    | "operator"
    | "crd"
    | "tempo"
    | "secret"
    | "issuer"
    | "oidc-provider"
    | "role"
    | "trust"
    | "access"
    | "bucket"
    | "service-accounts"
    | "pods"
    | "network"
    | "handshake"
    | "status"
    | "logs"
    | "clock"
    | "quota"
    | "token-cco";

/** What to do about a finding. */
export interface Remedy {
    /** One or two sentences. */
    readonly text: string;
    /** The exact command, ready to be pasted. @default - the text says all */
    readonly command?: string;
    /** What `--fix` calls it, where it is safe to be done for a person. @default - nothing */
    readonly fix?: string;
}

/** One thing that is wrong. */
export interface Finding {
    /** Stable; also the name of its page: `docs/troubleshooting/<cause>.md`. */
    readonly cause: string;
    /** One sentence that names what is wrong, with the names of this stack in it. */
    readonly summary: string;
    /** What was seen, a line each: expected, found, where. */
    readonly evidence: readonly string[];
    readonly remedy: Remedy;
    /** A warning is told, but breaks nothing by itself. */
    readonly severity: "broken" | "warning";
}

/** What a probe came to. */
export type Verdict =
    | {
          readonly state: "holds";
          readonly evidence: readonly string[];
          /** What holds, but not for good. @default - nothing */
          readonly warnings?: readonly Finding[];
      }
    | {
          readonly state: "broken";
          readonly findings: readonly [Finding, ...Finding[]];
          /** What of it was seen to hold. @default - nothing */
          readonly evidence?: readonly string[];
      }
    | {
          readonly state: "not-checked";
          /** Goes on after "could not check, because". */
          readonly because: string;
          /** What would let it be checked. @default - nothing that is known */
          readonly findings?: readonly Finding[];
      }
    | { readonly state: "not-judged"; readonly after: readonly LinkId[] }
    /** There is no such link here, or nobody asked for it. */
    | { readonly state: "not-applicable"; readonly because: string };

/** One link. */
export interface Link {
    readonly id: LinkId;
    /** As it stands in the chain: a few words. */
    readonly title: string;
    /** Where one of these is broken, this one is not judged. They need not come earlier in the chain. */
    readonly needs: readonly LinkId[];
    /** Whether the chain is only known to hold when this could be looked at. @default true */
    readonly essential?: boolean;
    probe(facts: Facts): Promise<Verdict>;
}

/** The link holds. */
export function holds(evidence: readonly string[], warnings: readonly Finding[] = []): Verdict {
    return warnings.length === 0
        ? { state: "holds", evidence }
        : { state: "holds", evidence, warnings };
}

/** The link could not be looked at; `because` goes on after "could not check, because". */
export function notChecked(because: string, findings: readonly Finding[] = []): Verdict {
    const said = because.replace(/[\s.]+$/, "");
    return findings.length === 0
        ? { state: "not-checked", because: said }
        : { state: "not-checked", because: said, findings };
}

/** There is no such link in this chain. */
export function notApplicable(because: string): Verdict {
    return { state: "not-applicable", because };
}

/** Broken where something broken was found; else it holds, with what is only a warning. */
export function verdictOf(findings: readonly Finding[], evidence: readonly string[]): Verdict {
    const [first, ...rest] = findings.filter(({ severity }) => severity === "broken");
    const warnings = findings.filter(({ severity }) => severity === "warning");
    return first === undefined
        ? holds(evidence, warnings)
        : { state: "broken", findings: [first, ...rest, ...warnings], evidence };
}
