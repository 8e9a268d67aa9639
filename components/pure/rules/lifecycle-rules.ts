// When objects may move or go: not before Tempo is done with them, and as S3 takes it.
import type { TransitionClass } from "../options/bucket.ts";
import type { Problem } from "../problems.ts";
import { daySeconds, retentionOf, wholeDays } from "../retention.ts";
import type { Features } from "./features.ts";

const INFREQUENT: readonly TransitionClass[] = ["STANDARD_IA", "ONEZONE_IA"];
const INFREQUENT_DAYS = 30;

/**
 * To which classes S3 moves what is in one; whence it does not go on, an object cannot be moved any further without being
 * archived.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 */
const ONWARD: Readonly<Record<TransitionClass, readonly TransitionClass[]>> = {
    STANDARD_IA: ["INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR"],
    INTELLIGENT_TIERING: ["ONEZONE_IA", "GLACIER_IR"],
    ONEZONE_IA: [],
    GLACIER_IR: [],
};

const LIFECYCLE = "bucket.lifecycle";

/** S3 deletes nothing that Tempo still wants to read. */
export function expiryComesAfterRetention({ bucket, retention }: Features): Problem[] {
    const { expireDays } = bucket?.lifecycle ?? {};
    const kept = retentionOf(retention);
    if (expireDays === undefined || kept === undefined || daySeconds(expireDays) >= kept.seconds) {
        return [];
    }
    const least = wholeDays(kept.seconds);
    return [
        {
            path: `${LIFECYCLE}.expireDays`,
            expected: `${least} or more, for Tempo keeps traces for ${kept.text}`,
            found: String(expireDays),
            remedy: `Raise it to ${least}, or lower retention to ${expireDays * 24}h`,
        },
    ];
}

/** Objects are in infrequent access at the earliest after thirty days. */
export function infrequentAccessComesLate({ bucket }: Features): Problem[] {
    return transitions({ bucket }).flatMap(({ storageClass, days, path }) =>
        INFREQUENT.includes(storageClass) && days < INFREQUENT_DAYS
            ? [
                  {
                      path,
                      expected: `${INFREQUENT_DAYS} or more: S3 moves nothing to ${storageClass} before`,
                      found: String(days),
                      remedy: `Raise it to ${INFREQUENT_DAYS}, or take GLACIER_IR or INTELLIGENT_TIERING`,
                  },
              ]
            : [],
    );
}

/** Each move is later than the one before, and one that S3 makes. */
export function movesFollowEachOther({ bucket }: Features): Problem[] {
    const moves = transitions({ bucket });
    return moves.slice(1).flatMap((move, index): Problem[] => {
        const before = moves[index];
        return before === undefined ? [] : [...tooSoon(before, move), ...notOnward(before, move)];
    });
}

/** Nothing moves after it is gone: by S3's own rule, or because Tempo deletes it earlier. */
export function movesComeBeforeTheEnd({ bucket, retention }: Features): Problem[] {
    const { expireDays } = bucket?.lifecycle ?? {};
    const kept = retentionOf(retention);
    return transitions({ bucket }).flatMap(({ storageClass, days, path }): Problem[] => {
        if (expireDays !== undefined && days >= expireDays) {
            return [
                {
                    path,
                    expected: `fewer than ${expireDays}, for ${LIFECYCLE}.expireDays deletes then`,
                    found: String(days),
                    remedy: `Move to ${storageClass} earlier, or raise ${LIFECYCLE}.expireDays`,
                },
            ];
        }
        if (kept !== undefined && daySeconds(days) >= kept.seconds) {
            return [
                {
                    path,
                    expected: `a move that can happen: Tempo deletes after ${kept.text}`,
                    found: `${days} days, when nothing is left to move to ${storageClass}`,
                    remedy: `Set retention to more than ${days * 24}h, or leave the move out`,
                },
            ];
        }
        return [];
    });
}

interface Move {
    readonly storageClass: TransitionClass;
    readonly days: number;
    /** Where its days stand. */
    readonly path: string;
}

function transitions({ bucket }: Pick<Features, "bucket">): Move[] {
    return (bucket?.lifecycle.transitions ?? []).map((move, index) => ({
        ...move,
        path: `${LIFECYCLE}.transitions.${index}.days`,
    }));
}

// What is in infrequent access is paid for thirty days, and S3 takes no rule that moves it on before.
function tooSoon(before: Move, { days, path }: Move): Problem[] {
    const stay = before.storageClass === "STANDARD_IA" ? INFREQUENT_DAYS : 1;
    const least = before.days + stay;
    if (days >= least) {
        return [];
    }
    return [
        {
            path,
            expected: `${least} or more: ${stay === 1 ? "later than" : `${stay} days after`} the move to ${before.storageClass} at ${before.days}`,
            found: String(days),
            remedy: "Give the moves in the order in which they happen, or leave one out",
        },
    ];
}

function notOnward(before: Move, { storageClass, path }: Move): Problem[] {
    const onward = ONWARD[before.storageClass];
    if (onward.includes(storageClass)) {
        return [];
    }
    return [
        {
            path: path.replace(/days$/, "storageClass"),
            expected:
                onward.length === 0
                    ? `no move after the one to ${before.storageClass}: Tempo could not read what S3 has beyond it`
                    : `${onward.join(" or ")} after ${before.storageClass}`,
            found: storageClass,
            remedy: "Leave one of the two out, or change their order",
        },
    ];
}
