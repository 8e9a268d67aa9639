/** Which stack a verb is for, and how the verb is run. */
import type { Lifetime } from "../../components/pure/lifetime/lifetime.ts";
import type { LocalPlugin } from "./project.ts";
import type { ProgramOptions } from "./up.ts";

/** A stack of the user's own: in their backend, with their configuration. */
export interface StackTarget {
    /** `stack`, or with its organization before it. */
    readonly stack: string;
    /** The backend's URL. @default - `PULUMI_BACKEND_URL`, else the one that `pulumi login` chose */
    readonly backend?: string | undefined;
    /** What a new stack's secrets are encrypted with, such as `awskms://alias/x`. @default - the backend's own, or a passphrase */
    readonly secretsProvider?: string | undefined;
    /** A file like `Pulumi.<stack>.yaml`; it must exist. @default - `stacks/config/Pulumi.<stack>.yaml`, where there is one */
    readonly configFile?: string | undefined;
    /** Keys and values as `pulumi config set --path` takes them; they win over the file. @default - none */
    readonly config?: readonly (readonly [string, string])[] | undefined;
    /** Becomes configuration, and by it tags and labels. @default - that of the file, if any */
    readonly lifetime?: Lifetime | undefined;
    /** The folder of the program. @default - that of this package */
    readonly programDir?: string | undefined;
    /** Plugins from folders of their own. @default - the engine looks for them */
    readonly plugins?: readonly LocalPlugin[] | undefined;
    /** Environment beside the own one. @default - none */
    readonly env?: Readonly<Record<string, string>> | undefined;
    /** How long to wait for another update of the same stack, in seconds. @default 0 */
    readonly lockWaitSeconds?: number | undefined;
}

/** How a verb on a stack is run. */
export interface StackOptions extends ProgramOptions {
    /** An installation of Pulumi's CLI: the folder that holds `bin/pulumi`. @default - the one on PATH */
    readonly root?: string | undefined;
}
