// What becomes of objects with time, as rules of S3's lifecycle.
import { objectsBelow } from "./names/object-prefix.ts";
import type { BucketFeatures, TransitionClass } from "./options/bucket.ts";

/** One rule, in the words of the AWS Pulumi provider. */
export interface LifecycleRule {
    readonly id: string;
    readonly status: "Enabled";
    readonly filter: { readonly prefix: string };
    readonly abortIncompleteMultipartUpload?: { readonly daysAfterInitiation: number };
    readonly noncurrentVersionExpiration?: { readonly noncurrentDays: number };
    readonly expiration?: {
        readonly days?: number;
        readonly expiredObjectDeleteMarker?: boolean;
    };
    readonly transitions?: Transition[];
}

/** A move to a cheaper class. */
export interface Transition {
    /** Days since the object was written. */
    readonly days: number;
    readonly storageClass: TransitionClass;
}

/** What the rules are made of. */
export interface LifecycleWishes {
    readonly versioning: BucketFeatures["versioning"];
    readonly lifecycle: {
        readonly transitions: readonly Transition[];
        readonly expireDays?: number | undefined;
    };
    /** The part of the bucket that is the stack's own. @default - the whole bucket */
    readonly prefix?: string | undefined;
}

// Tempo's own advice: nothing that it uploads takes a day.
const UPLOAD_DAYS = 1;

/**
 * The rules of a bucket. What is unfinished, overwritten or deleted goes in the whole bucket; what is there moves and goes only
 * below the stack's own prefix, for others may keep theirs for longer.
 */
export function lifecycleRules({
    versioning,
    lifecycle,
    prefix,
}: LifecycleWishes): LifecycleRule[] {
    return [
        everywhere("abort-unfinished-uploads", {
            abortIncompleteMultipartUpload: { daysAfterInitiation: UPLOAD_DAYS },
        }),
        ...(versioning.enabled
            ? [
                  everywhere("expire-old-versions", {
                      noncurrentVersionExpiration: { noncurrentDays: versioning.noncurrentDays },
                      expiration: { expiredObjectDeleteMarker: true },
                  }),
              ]
            : []),
        ...(lifecycle.transitions.length > 0
            ? [
                  below(prefix, "move-to-cheaper-classes", {
                      transitions: [...lifecycle.transitions],
                  }),
              ]
            : []),
        ...(lifecycle.expireDays === undefined
            ? []
            : [below(prefix, "expire-leftovers", { expiration: { days: lifecycle.expireDays } })]),
    ];
}

type Effect = Omit<LifecycleRule, "id" | "status" | "filter">;

function everywhere(id: string, effect: Effect): LifecycleRule {
    return below(undefined, id, effect);
}

function below(prefix: string | undefined, id: string, effect: Effect): LifecycleRule {
    return { id, status: "Enabled", filter: { prefix: objectsBelow(prefix) }, ...effect };
}
