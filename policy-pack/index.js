// What Pulumi runs: the pack from its sources in a checkout, from dist/ where it is installed.
import { existsSync } from "node:fs";

const SOURCES = new URL("pack.ts", import.meta.url);
const BUILT = new URL("../dist/policy-pack/pack.js", import.meta.url);

// Imported, because Pulumi type-checks every .ts that is required; not awaited, because what it requires may not wait.
void import((existsSync(SOURCES) ? SOURCES : BUILT).href);
