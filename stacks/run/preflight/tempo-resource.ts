// The cluster knows TempoStacks, in the version that is written here.
import { describeAnswer, listAt, textAt } from "../../cluster/answers.ts";
import type { Check } from "./check.ts";
import { notTold } from "./check.ts";

const GROUP = "tempo.grafana.com";
const VERSION = "v1alpha1";
const RESOURCE = "tempostacks";

/** Asks by discovery, which everybody may, and not for the definition itself, which few may read. */
export const tempoResource: Check = {
    name: "TempoStack resource",
    required: true,
    look: async ({ cluster, signal }) => {
        const answer = await (await cluster()).ask(`/apis/${GROUP}/${VERSION}`, { signal });
        const resources = listAt(answer.body, "resources");
        if (answer.status === 200 && resources.some((each) => textAt(each, "name") === RESOURCE)) {
            return { status: "ok", found: `${RESOURCE}.${GROUP} is served in ${VERSION}` };
        }
        if (answer.status !== 200 && answer.status !== 404) return notTold(answer);
        return {
            status: "failed",
            expected: `${RESOURCE}.${GROUP} to be served in ${VERSION}`,
            found: answer.status === 404 ? describeAnswer(answer) : "the group without it",
            remedy: "Install the Tempo operator, of a version that serves it",
        };
    },
};
