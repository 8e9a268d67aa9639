// The namespace's pods and what each of their containers does.
import { listAt, textAt, valueAt } from "../../cluster/answers.ts";
import { isTable } from "../../../components/pure/fields/raw-values.ts";
import { ask, type PartTools } from "./part.ts";

const MOST = 500;

/** One paragraph for each pod. */
export async function podLines(tools: PartTools): Promise<string> {
    const { namespace } = tools.settings;
    const body = await ask(tools, `/api/v1/namespaces/${namespace}/pods?limit=${MOST}`);
    const pods = listAt(body, "items");
    return pods.length === 0 ? "(no pods)" : pods.map(paragraph).join("\n\n");
}

function paragraph(pod: unknown): string {
    const node = textAt(pod, "spec", "nodeName");
    const head = `${textAt(pod, "metadata", "name")}: ${textAt(pod, "status", "phase")}${node === "" ? ", on no node" : ` on ${node}`}, service account ${textAt(pod, "spec", "serviceAccountName")}`;
    const conditions = listAt(pod, "status", "conditions")
        .filter((each) => textAt(each, "status") !== "True")
        .map((each) =>
            `  not ${textAt(each, "type")}: ${textAt(each, "reason")} ${textAt(each, "message")}`.trimEnd(),
        );
    const containers = [
        ...listAt(pod, "status", "initContainerStatuses"),
        ...listAt(pod, "status", "containerStatuses"),
    ].map(container);
    return [head, `  ${identity(pod)}`, ...conditions, ...containers].join("\n");
}

function container(status: unknown): string {
    const restarts = valueAt(status, "restartCount");
    const count = typeof restarts === "number" ? restarts : 0;
    const last = stateText(valueAt(status, "lastState"));
    const before = last === "" ? "" : `, before: ${last}`;
    return `  ${textAt(status, "name")}: ${stateText(valueAt(status, "state"))}, ${count} restarts${before}`;
}

function stateText(state: unknown): string {
    const [name, detail] = isTable(state) ? (Object.entries(state)[0] ?? []) : [];
    if (name === undefined) return "";
    const code = valueAt(detail, "exitCode");
    const parts = [
        name,
        textAt(detail, "reason"),
        typeof code === "number" ? `exit code ${code}` : "",
        textAt(detail, "message"),
    ];
    return parts.filter((part) => part !== "").join(" ");
}

// Whether the pod got what the handshake needs: a common failure that no condition tells of.
function identity(pod: unknown): string {
    const names = listAt(pod, "spec", "containers").flatMap((each) =>
        listAt(each, "env").map((entry) => textAt(entry, "name")),
    );
    return names.includes("AWS_WEB_IDENTITY_TOKEN_FILE")
        ? "was given a web identity token"
        : "was given no web identity token";
}
