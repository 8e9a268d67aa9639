// How problems of settings are put: to somebody who runs `pulumi config`.
import type { Voice } from "../../components/pure/fields/unknown-fields.ts";

/** The words for settings. */
export const SETTINGS: Voice = {
    all: "settings",
    known: "a setting that exists",
    table: "a table of settings",
    notATable: (path) =>
        path === ""
            ? "Write one `key: value` per setting"
            : `Set what is in it one by one: \`pulumi config set --path ${path}.… …\``,
    path: (key) => `Set it with --path: \`pulumi config set --path ${key} …\``,
};
