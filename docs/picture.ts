/** Draws the README's picture: rehearses, and writes what was proven as `docs/rehearsal.svg`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { chainSvg } from "../cli/output/chain-svg.ts";
import { verdict } from "../cli/output/verdict.ts";
import { rehearse } from "../sandbox/rehearsal/rehearse.ts";

const report = await rehearse({ engine: "in-process", signal: new AbortController().signal });
if (!report.ok) throw new Error(`the rehearsal did not pass: ${verdict(report)}`);
writeFileSync(join(import.meta.dirname, "rehearsal.svg"), chainSvg(report));
