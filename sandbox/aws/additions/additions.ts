/** What AWS does and MiniStack does not, added to it where it is started: in Python, as MiniStack is. */
import { IMPORTS } from "./imports.ts";
import { OIDC_PROVIDERS } from "./oidc-providers.ts";
import { PRINCIPALS } from "./principals.ts";
import { REPLICATION } from "./replication.ts";
import { S3_CALLS } from "./s3-calls.ts";
import { S3_KEYS } from "./s3-keys.ts";

/** Run once, before MiniStack serves. */
export const ADDITIONS = [IMPORTS, S3_CALLS, S3_KEYS, REPLICATION, PRINCIPALS, OIDC_PROVIDERS].join(
    "\n",
);
