/** The provider's id of a resource whose creation was cut short, worked out from what it was to be created with. */
import type { StateResource } from "./state-file.ts";

type Inputs = Readonly<Record<string, unknown>>;
type IdRule = (inputs: Inputs, account: string | undefined) => string | undefined;

// A setting whose owner was asked for has the owner in its id too.
const ofBucket: IdRule = ({ bucket, expectedBucketOwner: owner }) =>
    text(owner) === undefined ? text(bucket) : joined(",", bucket, owner);

/** Ids that are not the one name that the resource was given. */
const RULES: Readonly<Record<string, IdRule>> = {
    "aws:s3/bucketIntelligentTieringConfiguration:BucketIntelligentTieringConfiguration": ({
        bucket,
        name,
    }) => joined(":", bucket, name),
    "aws:kms/alias:Alias": ({ name }) => text(name),
    "aws:kms/keyPolicy:KeyPolicy": ({ keyId }) => text(keyId),
    "aws:iam/role:Role": ({ name }) => text(name),
    "aws:iam/rolePolicy:RolePolicy": ({ role, name }) => joined(":", role, name),
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ({ role, policyArn }) =>
        joined("/", role, policyArn),
    "aws:iam/policy:Policy": ({ name, path }, account) => {
        const [named, folder] = [text(name), text(path) ?? "/"];
        return named === undefined || account === undefined
            ? undefined
            : `${account}:policy${folder}${named}`;
    },
};
const BUCKET_TYPES = /^aws:s3\/bucket[A-Za-z0-9]*:Bucket/;
/** An IAM ARN up to its account, as other resources have it. */
const IAM_ARN = /\barn:(?:aws[a-z-]*):iam::\d{12}(?=:)/;

/**
 * The id. Undefined for a type that is not known here, and for a name that nobody knew beforehand.
 *
 * @param resources the rest of the state: some ids name the account
 */
export function physicalId(
    { type, inputs = {} }: StateResource,
    resources: readonly StateResource[],
): string | undefined {
    if (type.startsWith("kubernetes:")) return kubernetesId(inputs);
    const rule = RULES[type] ?? (BUCKET_TYPES.test(type) ? ofBucket : undefined);
    return rule?.(inputs, accountIn(resources));
}

function kubernetesId({ metadata }: Inputs): string | undefined {
    if (typeof metadata !== "object" || metadata === null) return undefined;
    const { name, namespace } = metadata as Inputs;
    const named = text(name);
    const within = text(namespace);
    return named === undefined || within === undefined ? named : `${within}/${named}`;
}

function accountIn(resources: readonly StateResource[]): string | undefined {
    for (const { type, outputs } of resources) {
        const found = type.startsWith("aws:iam/")
            ? IAM_ARN.exec(JSON.stringify(outputs ?? {}))
            : null;
        if (found !== null) return found[0];
    }
    return undefined;
}

function joined(between: string, ...parts: unknown[]): string | undefined {
    const texts = parts.map(text);
    return texts.includes(undefined) ? undefined : texts.join(between);
}

/** A secret is a table here, and not a text. */
function text(value: unknown): string | undefined {
    return typeof value === "string" && value !== "" ? value : undefined;
}
