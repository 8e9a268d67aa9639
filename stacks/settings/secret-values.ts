// What was configured as a secret is never shown, whatever is wrong with it.
import type { Problem } from "../../components/pure/problems.ts";

/** Decides which keys are secret: whole keys, such as `issuer`, `kubernetes` or `aws:secretKey`. */
export function isSecretIn(secretKeys: readonly string[], path: string): boolean {
    return secretKeys.some(
        (key) => path === key || path.startsWith(`${key}.`) || path.startsWith(`${key}[`),
    );
}

/** The problem without anything of the value. Names inside a secret table are part of the secret. */
export function withoutValue(problem: Problem, secretKeys: readonly string[]): Problem {
    const key = secretKeys.find((each) => isSecretIn([each], problem.path));
    const path = key ?? problem.path;
    return {
        path,
        expected:
            key === undefined ? "a value that goes with the other settings" : problem.expected,
        found: "a secret value, which is not shown",
        remedy: `Correct it: \`pulumi config set --secret ${path} …\``,
    };
}
