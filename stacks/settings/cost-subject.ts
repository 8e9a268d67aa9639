// A stack's settings as the question what it costs wants them.
import type { CostSubject } from "../../components/pure/cost/subject.ts";
import { durationSeconds } from "../../components/pure/duration.ts";
import { keySource } from "../../components/pure/encryption.ts";
import { DEFAULT_RETENTION } from "../../components/pure/retention.ts";
import type { Settings } from "./settings.ts";

/** The subject. */
export function costSubject(settings: Settings): CostSubject {
    const { region, retention = DEFAULT_RETENTION, encryption, kmsKeyArn } = settings;
    return {
        region,
        retentionSeconds: durationSeconds(retention),
        key: keySource({ ...encryption, kmsKeyArn }),
        bucket: settings.bucket,
        audit: settings.audit,
        watch: settings.watch,
    };
}
