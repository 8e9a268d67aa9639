// In what the options of `bucket` contradict others.
import { adoptedBucketsStayAsTheyAre } from "./adopt-rules.ts";
import { archivesComeBeforeTheEnd, archivesHoldSomething } from "./archive-rules.ts";
import type { FeatureRule } from "./features.ts";
import {
    expiryComesAfterRetention,
    infrequentAccessComesLate,
    movesComeBeforeTheEnd,
    movesFollowEachOther,
} from "./lifecycle-rules.ts";
import { locksArePossible } from "./lock-rules.ts";
import { logsGoElsewhere, namesFitTheirNamespace, restrictionsRestrict } from "./place-rules.ts";
import {
    copiesAreNotLocked,
    copiesFitTheirNamespace,
    copiesGoElsewhere,
    copiesGoOneWay,
    copiesHaveTheirKey,
} from "./replication-rules.ts";
import { versionsAreKept } from "./version-rules.ts";

/** The rules of this group. */
export const BUCKET_RULES: readonly FeatureRule[] = [
    adoptedBucketsStayAsTheyAre,
    namesFitTheirNamespace,
    versionsAreKept,
    expiryComesAfterRetention,
    infrequentAccessComesLate,
    movesFollowEachOther,
    movesComeBeforeTheEnd,
    archivesHoldSomething,
    archivesComeBeforeTheEnd,
    locksArePossible,
    copiesGoElsewhere,
    copiesGoOneWay,
    copiesFitTheirNamespace,
    copiesHaveTheirKey,
    copiesAreNotLocked,
    restrictionsRestrict,
    logsGoElsewhere,
];
