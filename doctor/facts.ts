// What is known of one Tempo: each thing read once, when it is first wanted; what cannot be read says why.
import type { OutsideAnswer } from "../stacks/aws/outside.ts";
import type { AwsConnection } from "../stacks/aws/connection.ts";
import type { Cluster } from "../stacks/cluster/connection.ts";
import { AWS_READERS, type AwsFacts } from "./facts/aws.ts";
import { CLUSTER_READERS, type ClusterFacts } from "./facts/cluster.ts";
import { reasonOf, Unreadable } from "./facts/unreadable.ts";

/** Which Tempo. */
export interface Subject {
    readonly kind: "tempostack" | "tempomonolithic";
    readonly namespace: string;
    readonly name: string;
}

/** With what is read. */
export interface FactTools {
    readonly subject: Subject;
    readonly cluster: Cluster;
    /** Whom to ask of AWS. Without a Region, that of the Secret counts. */
    readonly aws: Omit<AwsConnection, "region"> & { readonly region?: string | undefined };
    /** Asks an https URL as anybody on the internet would. */
    readonly outside: (url: string, signal?: AbortSignal) => Promise<OutsideAnswer>;
    /** Whether tokens may be asked for and objects written under the probe's prefix. */
    readonly probe: boolean;
    readonly now: () => number;
    readonly signal?: AbortSignal | undefined;
}

/** All facts by name. What is absent is `undefined` where the fact's type says so; what is unreadable is not known. */
export interface FactTypes extends ClusterFacts, AwsFacts {}

/** The name of a fact. */
export type FactName = keyof FactTypes;

/** A fact, or why it is not known. */
export type Known<T> =
    | { readonly known: true; readonly value: T }
    | { readonly known: false; readonly because: string };

/** What probes ask. */
export interface Facts {
    readonly tools: FactTools;
    /** The fact, or why it is not known. Never rejects for what a cluster or AWS answers. */
    get<Name extends FactName>(name: Name): Promise<Known<FactTypes[Name]>>;
    /** The fact itself. @throws Unreadable, which `diagnose` turns into "could not check, because …" */
    need<Name extends FactName>(name: Name): Promise<FactTypes[Name]>;
}

/** Reads one fact. @throws Unreadable, or whatever the cluster's or AWS's client throws */
export type Reader<Name extends FactName> = (facts: Facts) => Promise<FactTypes[Name]>;

/** A reader for every fact. */
export type Readers = { readonly [Name in FactName]: Reader<Name> };

/** The readers that ask the cluster, AWS and the issuer. */
export const READERS: Readers = { ...CLUSTER_READERS, ...AWS_READERS };

/** Facts that are read by `readers`, each at most once. */
export function createFacts(tools: FactTools, readers: Readers = READERS): Facts {
    const read: Partial<{ [Name in FactName]: Promise<Known<FactTypes[Name]>> }> = {};
    const facts: Facts = {
        tools,
        get: async <Name extends FactName>(name: Name): Promise<Known<FactTypes[Name]>> => {
            const cells: { [Each in Name]?: Promise<Known<FactTypes[Each]>> } = read;
            return (cells[name] ??= settle(async () => readers[name](facts)));
        },
        need: async (name) => {
            const fact = await facts.get(name);
            if (!fact.known) throw new Unreadable(fact.because);
            return fact.value;
        },
    };
    return facts;
}

async function settle<T>(reading: () => Promise<T>): Promise<Known<T>> {
    try {
        return { known: true, value: await reading() };
    } catch (error) {
        return { known: false, because: reasonOf(error) };
    }
}
