/** How long a stack may live, and whose it is, from options, CI job and profile. */
import {
    DEFAULT_BRANCH_TTL,
    timeTag,
    ttlSeconds,
    type Lifetime,
} from "../../components/pure/lifetime/lifetime.ts";
import { cleaned, known, type Origin } from "../ci-environment.ts";
import { UserError } from "../errors.ts";
import { seconds } from "../output/duration.ts";

/** What it is made from. */
export interface LifetimeRequest {
    readonly origin: Origin;
    /** Of a branch's own stack. */
    readonly branch: string | undefined;
    /** In seconds. */
    readonly ttl: number | undefined;
    readonly profile: string | undefined;
    readonly now: Date;
}

const NOBODY = "unknown";

/**
 * The lifetime of a stack that is made now.
 *
 * @throws UserError for a time to live with the production profile
 */
export function lifetimeOf({ origin, branch, ttl, profile, now }: LifetimeRequest): Lifetime {
    const production = profile === "production";
    if (production && ttl !== undefined) {
        throw new UserError(
            `--ttl: expected none with the production profile, got ${seconds(ttl * 1000)}. A production stack is never swept: leave it out.`,
        );
    }
    const usual = branch === undefined || production ? undefined : ttlSeconds(DEFAULT_BRANCH_TTL);
    const living = ttl ?? usual;
    const { runId, commit } = origin;
    const expires = living === undefined ? undefined : new Date(now.getTime() + living * 1000);
    return {
        owner: origin.owner ?? NOBODY,
        created: timeTag(now),
        ...known({ branch: cleaned(branch ?? origin.branch), runId, commit }),
        ...(expires === undefined ? {} : { expires: timeTag(expires) }),
    };
}
