/** Pulumi's type tokens of Kubernetes objects: `kubernetes:<group>/<version>:<Kind>`. */

const TOKEN = /^[^:]+:(?<apiVersion>(?<group>[^:/]+)(?:\/[^:/]+)?):(?<kind>[^:]+)$/;
/** Types that are no single object of a cluster. */
const NOT_OBJECTS = ["helm.sh", "yaml", "kustomize"];

/**
 * The API version and kind that a token names; `core` is the name of the group without a name.
 *
 * @throws Error for a token that stands for no object, by its name
 */
export function kindOfToken(token: string): { readonly apiVersion: string; readonly kind: string } {
    const { apiVersion = "", group = "", kind = "" } = TOKEN.exec(token)?.groups ?? {};
    if (kind === "" || NOT_OBJECTS.includes(group)) {
        throw new Error(
            `The sandbox's Kubernetes provider does not know the resource type ${token}. It knows every kind of single object, as kubernetes:<group>/<version>:<Kind>.`,
        );
    }
    // Patch and List types exist in Pulumi's package beside each kind, and in no cluster.
    if (/(?:Patch|List)$/.test(kind)) {
        throw new Error(
            `The sandbox's Kubernetes provider makes single objects, not ${token}. Declare the objects one by one.`,
        );
    }
    return { apiVersion: apiVersion.replace(/^core\//, ""), kind };
}
