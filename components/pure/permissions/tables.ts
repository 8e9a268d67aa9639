// All tables of calls: the whole list of what is proven in the sandbox, and of what only the real provider asks for.
import type { CallTable } from "./call.ts";
import { LOG_GROUP, LOG_GROUP_KEY, TRAIL } from "./calls/audit.ts";
import { BUCKET, BUCKET_CONTENTS, GET_BUCKET } from "./calls/bucket.ts";
import * as settings from "./calls/bucket-settings.ts";
import { DOCUMENT } from "./calls/discovery.ts";
import { KMS_ALIAS, KMS_KEY, KMS_KEY_POLICY } from "./calls/kms.ts";
import { GET_OIDC_PROVIDER, OIDC_PROVIDER } from "./calls/oidc-provider.ts";
import { PASS_TO_CLOUDTRAIL, PASS_TO_S3 } from "./calls/pass-role.ts";
import * as roles from "./calls/role.ts";
import * as state from "./calls/state.ts";
import * as sweep from "./calls/sweep.ts";
import * as watch from "./calls/watch.ts";

/** Every table there is. */
export const TABLES: readonly CallTable[] = [
    ...[BUCKET, BUCKET_CONTENTS, GET_BUCKET, DOCUMENT],
    ...Object.values(settings),
    ...[KMS_KEY, KMS_ALIAS, KMS_KEY_POLICY],
    ...Object.values(roles),
    ...[GET_OIDC_PROVIDER, OIDC_PROVIDER, PASS_TO_S3, PASS_TO_CLOUDTRAIL],
    ...[TRAIL, LOG_GROUP, LOG_GROUP_KEY],
    ...Object.values(watch),
    ...Object.values(sweep),
    ...Object.values(state),
];
