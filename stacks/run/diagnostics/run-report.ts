// The run's own account, beside what was found in the cluster.
import { describeFailure, describeFinding } from "../failure.ts";
import type { RunReport } from "../report.ts";
import { DiagnosticsFolder } from "./folder.ts";

/** Writes the report as data, and its findings for a person. A full disk must not hide what the run has to say. */
export async function writeReport(
    path: string,
    report: RunReport,
    secrets: readonly string[],
): Promise<string | undefined> {
    const folder = new DiagnosticsFolder(path, secrets);
    try {
        await folder.writeJson("report.json", report);
        await folder.write("findings.txt", findingLines(report).join("\n"));
        return undefined;
    } catch (error) {
        return `the report could not be written to ${path}: ${describeFailure(error)}`;
    }
}

function findingLines({ phases }: RunReport): string[] {
    return phases.flatMap(({ id, status, detail, error, findings }) => [
        `${id}: ${status}: ${error?.message ?? detail}`,
        ...findings.map((finding) => `  [${finding.status}] ${describeFinding(finding)}`),
    ]);
}
