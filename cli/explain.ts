/** What the doctor says of a stack whose deployment or proof has failed. */
import type { Diagnosis } from "../doctor/diagnose.ts";
import { awsConnection } from "../stacks/aws/connection.ts";
import { askOutside } from "../stacks/aws/outside.ts";
import type { ExplainRequest } from "../stacks/run/options.ts";
import type { Finding } from "../stacks/run/report.ts";
import { conclusion, evidenceOf, pageOf } from "./output/doctor-chain.ts";
import type { Rooms } from "./rooms.ts";

/** Looks at the chain of a stack by its settings; changes nothing. */
export async function lookedAt(
    { settings, env, signal }: ExplainRequest,
    rooms: Rooms,
): Promise<Diagnosis> {
    const { namespace, tempoName: name } = settings;
    const cluster = await rooms.connectCluster(settings.kubernetes, env);
    const aws = awsConnection(settings, env);
    return rooms.examine({
        subject: { kind: "tempostack", namespace, name },
        ...{ cluster, aws, signal },
        outside: (url, over) => askOutside(url, aws, over),
        probe: false,
        now: () => Date.now(),
    });
}

/** The same as findings of a run's phase: the one cause, or that there is none to be found. */
export function explainerFor(
    rooms: Rooms,
): (request: ExplainRequest) => Promise<readonly Finding[]> {
    return async (request) => [findingFrom(await lookedAt(request, rooms))];
}

/** The conclusion, its evidence and its remedy. */
export function findingFrom(diagnosis: Diagnosis): Finding {
    const { sentence, finding } = conclusion(diagnosis);
    const broken = diagnosis.links.find(({ id }) => id === diagnosis.cause?.link);
    const evidence = broken === undefined ? [] : evidenceOf(broken);
    const { text, command } = finding?.remedy ?? {};
    const remedy = [
        ...(text === undefined ? [] : [text]),
        ...(command === undefined ? [] : [`\`${command}\``]),
        ...(finding === undefined ? [] : [`See ${pageOf(finding)}`]),
    ].join(" ");
    return {
        name: "doctor",
        status: diagnosis.outcome === "broken" ? "warning" : "not-checked",
        found: [sentence.replace(/\.$/, ""), ...evidence].join("\n"),
        ...(remedy === "" ? {} : { remedy }),
    };
}
