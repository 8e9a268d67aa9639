/** What `spec.size` stands for: replicas and replication, as the operator's documentation lists them. */

/** Components whose replicas follow the size. */
export type SizedComponent =
    "distributor" | "querier" | "queryFrontend" | "compactor" | "gateway" | "metricsGenerator";

/** Replicas and replication factor of a size. */
export interface SizeProfile {
    readonly replicationFactor: number;
    /** Undefined where the size scales nothing. */
    readonly replicas?: Readonly<Record<SizedComponent, number>>;
}

const HIGHLY_AVAILABLE = {
    distributor: 2,
    querier: 2,
    queryFrontend: 2,
    compactor: 2,
    gateway: 2,
    metricsGenerator: 2,
} as const;

const SIZES: Readonly<Record<string, SizeProfile>> = {
    "1x.demo": { replicationFactor: 1 },
    "1x.pico": { replicationFactor: 2, replicas: HIGHLY_AVAILABLE },
    "1x.extra-small": { replicationFactor: 2, replicas: HIGHLY_AVAILABLE },
    "1x.small": {
        replicationFactor: 2,
        replicas: { ...HIGHLY_AVAILABLE, distributor: 3, querier: 3, metricsGenerator: 3 },
    },
    "1x.medium": {
        replicationFactor: 2,
        replicas: {
            ...HIGHLY_AVAILABLE,
            distributor: 4,
            querier: 5,
            compactor: 3,
            metricsGenerator: 3,
        },
    },
};

/** The profile of a size; undefined where none, or an unknown one, is given. */
export function sizeProfile(size: string | undefined): SizeProfile | undefined {
    return size === undefined ? undefined : SIZES[size];
}

/** How many ingesters are needed to agree, for a replication factor. */
export function quorum(replicationFactor: number): number {
    return Math.floor(replicationFactor / 2) + 1;
}
