// The versions of the packages that the program runs with.
import { createRequire } from "node:module";

import { textAt } from "../../cluster/answers.ts";

/** The version of an installed package. @throws Error when it is not installed */
export function packageVersion(name: string): string {
    const description: unknown = createRequire(import.meta.url)(`${name}/package.json`);
    const version = textAt(description, "version");
    if (version === "") {
        throw new Error(
            `Expected a version in the package.json of ${name}, got none. Install the packages again.`,
        );
    }
    return version;
}
