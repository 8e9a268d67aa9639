// The groups of options that settings and arguments have in common, by name.
import { z } from "zod";

import { AUDIT } from "./audit.ts";
import { BUCKET } from "./bucket.ts";
import { ENCRYPTION } from "./encryption.ts";
import { OIDC_PROVIDER } from "./oidc-provider.ts";
import { TRUST } from "./trust.ts";
import { WATCH } from "./watch.ts";

/** Every group, each with its defaults where nothing is given. */
export const OPTION_SCHEMAS = {
    encryption: ENCRYPTION.prefault({}),
    bucket: BUCKET.prefault({}),
    trust: TRUST.prefault({}),
    oidcProvider: OIDC_PROVIDER.prefault({}),
    audit: AUDIT.prefault({}),
    watch: WATCH.prefault({}),
} as const;

/** All groups as one table. */
export const OPTIONS = z.strictObject(OPTION_SCHEMAS);

/** The name of a group. */
export type OptionGroup = keyof typeof OPTION_SCHEMAS;

/** All groups with their defaults. */
export type OptionGroups = z.output<typeof OPTIONS>;
