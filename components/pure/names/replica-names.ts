// How the copy of a bucket, and the role that fills it, are called where nobody says.
import { shortHash } from "./physical-names.ts";

/** What S3 asks for at the end of a name in an account's own namespace; the copy's namespace has another. */
const OWN_NAMESPACE = /-\d{12}-[a-z0-9-]+-an$/;
const LONGEST_BUCKET = 63;
const LONGEST_ROLE = 64;

/** The name of the bucket that holds the copy: the source's and `-replica`, cut and hashed where it would be too long. */
export function replicaBucketName(bucketName: string): string {
    return suffixed(bucketName.replace(OWN_NAMESPACE, ""), "-replica", LONGEST_BUCKET);
}

/** The name of the role with which S3 copies: likewise. */
export function replicationRoleName(bucketName: string): string {
    return suffixed(bucketName, "-replication", LONGEST_ROLE);
}

function suffixed(name: string, suffix: string, longest: number): string {
    if (name.length + suffix.length <= longest) {
        return name + suffix;
    }
    const ending = `-${shortHash(name)}${suffix}`;
    return name.slice(0, longest - ending.length).replace(/[.-]+$/, "") + ending;
}
