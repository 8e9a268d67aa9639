// What the children of a component take over from its options.
import type * as pulumi from "@pulumi/pulumi";

/**
 * What a component was told to come after, for those of its children that come first: written down with the child itself, and
 * not only with the component, it holds for the order of deletion too, whatever engine or `--target` is in play.
 */
export function comesAfter(
    opts: pulumi.ComponentResourceOptions | undefined,
): Pick<pulumi.CustomResourceOptions, "dependsOn"> {
    return opts?.dependsOn === undefined ? {} : { dependsOn: opts.dependsOn };
}
