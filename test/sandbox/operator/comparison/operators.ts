/**
 * The operators that are asked the same questions: the stand-in always, and the real one where
 * TEMPO_STS_OPERATOR names its program. That is what keeps the stand-in honest.
 */
import { installCrds } from "../../../../sandbox/crds/install.ts";
import { startSandboxOperator } from "../../../../sandbox/operator/sandbox-operator.ts";
import { borrowCluster, GIVEN_DEFINITIONS, ISSUER, needGivenDefinitions } from "../cluster.ts";
import type { TestCluster } from "../cluster.ts";
import { get, make, send } from "../requests.ts";
import { blueprintStack, makeNamespace, makeSecret, untilUp } from "../stacks.ts";
import { eventually } from "../waiting.ts";

/** Where one operator is at work. */
export interface Place {
    readonly cluster: TestCluster;
    /** What the operator's side has reported as going wrong. */
    readonly errors: readonly Error[];
    /** Strikes errors that a test has provoked. */
    forgive(part: string): void;
    /** Resolves when a namespace that was deleted with a TempoStack in it is gone. */
    readonly namespaceGone: Promise<void>;
}

const OPERATORS = [
    { title: "the stand-in", binary: undefined, isWanted: true },
    {
        title: "the program that TEMPO_STS_OPERATOR names",
        binary: process.env["TEMPO_STS_OPERATOR"],
        isWanted: process.env["TEMPO_STS_OPERATOR"] !== undefined,
    },
];

const places = new Map<string, Promise<Place>>();
const stops: (() => Promise<void>)[] = [];

after("stop the operators", async function () {
    this.timeout(60_000);
    for (const stop of stops.reverse()) await stop();
});

/** Defines the same tests for each operator; `place` may be called in hooks and tests. */
export function withOperators(subject: string, define: (place: () => Place) => void): void {
    for (const { title, binary, isWanted } of OPERATORS) {
        describe(`${title}, ${subject}`, function () {
            this.timeout(60_000);
            let found: Place | undefined;
            before(async function () {
                this.timeout(120_000);
                needGivenDefinitions(this);
                if (!isWanted) {
                    process.stdout.write("      skipped: TEMPO_STS_OPERATOR names no program\n");
                    this.skip();
                }
                const place = places.get(title) ?? startPlace(binary);
                places.set(title, place);
                found = await place;
            });
            define(() => {
                if (!found) throw new Error("no operator is at work yet");
                return found;
            });
        });
    }
}

async function startPlace(binary: string | undefined): Promise<Place> {
    const cluster = await borrowCluster();
    stops.push(async () => cluster.stop());
    const env = { TEMPO_STS_CRDS: GIVEN_DEFINITIONS };
    await installCrds({ ...cluster, issuer: ISSUER, env });
    const errors: Error[] = [];
    const onError = (error: Error): void => {
        errors.push(error);
    };
    const operator = await startSandboxOperator({ ...cluster, binary, onError });
    stops.push(async () => operator.stop());
    const namespaceGone = deleteNamespace(cluster);
    // Awaited by a test at the end; until then a failure must not end the run.
    namespaceGone.catch(() => undefined);
    const forgive = (part: string): void => {
        const others = errors.filter(({ message }) => !message.includes(part));
        errors.splice(0, errors.length, ...others);
    };
    return { cluster, errors, forgive, namespaceGone };
}

/** Kubernetes takes about ten seconds for this: it goes on while other tests run. */
async function deleteNamespace(cluster: TestCluster): Promise<void> {
    const namespace = await makeNamespace(cluster);
    await makeSecret(cluster, namespace);
    await make(cluster, blueprintStack(namespace));
    await untilUp(cluster, namespace, 30_000);
    await send(cluster, "DELETE", `/api/v1/namespaces/${namespace}`);
    const isGone = async (): Promise<boolean> =>
        (await get(cluster, "Namespace", undefined, namespace)) === undefined;
    await eventually("the namespace is gone", isGone, 60_000);
}
