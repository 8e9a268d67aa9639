// The logs of the Tempo pods: of each container the last lines, and those of the one before it where it was restarted.
import { operandSelector } from "../../../components/pure/names/operand-names.ts";
import { listAt } from "../../cluster/answers.ts";
import { logsOf, readLog, type PodLog } from "../../cluster/pod-logs.ts";
import { describeFailure } from "../failure.ts";
import { ask, type PartTools } from "./part.ts";

const SIZE = { lines: 500, bytes: 1_000_000 };
const MOST_PODS = 40;
const AT_ONCE = 4;

/** Writes one file for each log. */
export async function collectLogs(tools: PartTools): Promise<undefined> {
    const { namespace, tempoName } = tools.settings;
    const selector = encodeURIComponent(operandSelector(tempoName));
    const path = `/api/v1/namespaces/${namespace}/pods?labelSelector=${selector}`;
    const pods = listAt(await ask(tools, path), "items");
    if (pods.length > MOST_PODS) {
        tools.folder.problem("logs", `only those of ${MOST_PODS} of ${pods.length} pods are kept`);
    }
    const logs = pods.slice(0, MOST_PODS).flatMap(logsOf);
    const takers = Array.from({ length: AT_ONCE }, async () => {
        for (let log = logs.shift(); log !== undefined; log = logs.shift()) await keep(log, tools);
    });
    await Promise.all(takers);
    return undefined;
}

async function keep(log: PodLog, tools: PartTools): Promise<void> {
    const { cluster, folder, settings, signal } = tools;
    const name = `logs/${log.pod}-${log.container}${log.previous ? "-previous" : ""}.log`;
    try {
        const read = await readLog(cluster, settings.namespace, log, SIZE, signal);
        if ("text" in read) await folder.write(name, read.text === "" ? "(empty)" : read.text);
        else folder.problem(name, read.why);
    } catch (error) {
        folder.problem(name, describeFailure(error));
    }
}
