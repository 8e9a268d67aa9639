// A stack's outputs are read by whoever may read the stack: no credential belongs there.
import type { Problem } from "../../components/pure/problems.ts";
import { stackPolicy } from "../policy.ts";
import { credentialPaths } from "../reading/credentials.ts";
import { STACK } from "../reading/kinds.ts";

/** What may be configured. */
type Config = Readonly<Record<"allowedOutputs", readonly string[]>>;

/** No secret in the outputs of the stack. */
export const noSecretInOutputs = stackPolicy<Config>({
    name: "no-secret-in-outputs",
    description: "No output of the stack is, or is called like, a credential",
    severity: "high",
    remedy: "Leave the credential where it is kept, and put out where that is",
    config: {
        allowedOutputs: {
            description:
                "Outputs that may be credentials; Pulumi does not tell a policy which are encrypted",
            default: [],
        },
    },
    check: (resources, { allowedOutputs }, report, doubts) => {
        for (const stack of resources.filter(({ type }) => type === STACK)) {
            for (const name of Object.keys(stack.props)) {
                if (allowedOutputs.includes(name)) continue;
                const paths = doubts.known(() => credentialPaths(stack.props[name], name, name));
                for (const path of paths ?? []) report(problemAt(path), stack);
            }
        }
    },
});

function problemAt(path: string): Problem {
    return {
        path,
        expected: "no credential in the outputs of a stack",
        found: "what looks like one",
        remedy: "Put out where it is kept, or add the output's name to the policy's `allowedOutputs`",
    };
}
