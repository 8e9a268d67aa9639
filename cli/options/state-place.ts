/** Where the state and the key of its secrets are in AWS, as the options and the environment say. */
import { parseArn } from "../../components/pure/names/arn.ts";
import { partitionOfRegion } from "../../components/pure/partition.ts";
import type { StatePlace } from "../../components/pure/permissions/subject.ts";
import { parseS3Url } from "../../stacks/backend/s3-address.ts";
import type { CommonFlags } from "./common.ts";

/** Where a key is that is named by its id alone. */
export interface Home {
    readonly region: string;
    readonly accountId: string;
}

/** The place; parts that are elsewhere are absent. */
export function statePlace(
    flags: Pick<CommonFlags, "backend" | "secretsProvider">,
    env: Readonly<Record<string, string | undefined>>,
    home: Home,
): StatePlace {
    const backend = flags.backend ?? env["PULUMI_BACKEND_URL"] ?? "";
    const bucket = backend.startsWith("s3://") ? parseS3Url(backend, env) : undefined;
    const prefix = bucket?.prefix.replace(/\/+$/u, "");
    return {
        bucketName: bucket?.bucket,
        prefix: prefix === "" ? undefined : prefix,
        ...keyOf(flags.secretsProvider ?? "", home),
    };
}

/** `awskms://ARN`, `awskms:///ARN`, `awskms://alias/NAME` or `awskms://ID`, each with a `?region=`. */
function keyOf(url: string, home: Home): Pick<StatePlace, "keyArn" | "keyAlias"> {
    const [, name = "", query = ""] = /^awskms:\/{2,3}([^?]+)(?:\?(.*))?$/u.exec(url) ?? [];
    if (name === "") return {};
    if (parseArn(name) !== undefined) return { keyArn: name };
    const region = new URLSearchParams(query).get("region") ?? home.region;
    const at = `arn:${partitionOfRegion(region) ?? "aws"}:kms:${region}:${home.accountId}:key/`;
    return name.startsWith("alias/")
        ? { keyArn: `${at}*`, keyAlias: name }
        : { keyArn: `${at}${name}` };
}
