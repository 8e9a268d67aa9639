/** A stack's state as `pulumi stack export` writes it, made of resources as the specs write them. */
import type { Given } from "./judge.ts";

const PREFIX = "urn:pulumi:dev::spec::";
const PROVIDER = `${PREFIX}pulumi:providers:aws::default`;
const STACK_TYPE = "pulumi:pulumi:Stack";

/** The text of the file. */
export function stateOf(given: readonly Given[]): string {
    const resources = [...stacksFirst(given)].map((each) => resourceOf(each, given));
    const provider = { urn: PROVIDER, custom: true, id: "p", type: "pulumi:providers:aws" };
    const manifest = { time: "2026-11-24T10:00:00Z", magic: "", version: "" };
    return JSON.stringify({
        version: 3,
        deployment: { manifest, resources: [provider, ...resources] },
    });
}

function stacksFirst(given: readonly Given[]): Given[] {
    return given.toSorted(
        (left, right) => Number(right.type === STACK_TYPE) - Number(left.type === STACK_TYPE),
    );
}

function resourceOf(each: Given, all: readonly Given[]): object {
    const { type, props = {} } = each;
    const common = { urn: urnOf(each), type, outputs: props };
    if (type === STACK_TYPE) return { ...common, custom: false };
    const sources = Object.entries(each.from ?? {}).map(([key, names]) => [
        key,
        all.filter(({ name = "" }) => names.includes(name)).map(urnOf),
    ]);
    const propertyDependencies = Object.fromEntries(sources) as Record<string, string[]>;
    return {
        ...{ ...common, custom: true, id: each.name, inputs: props, provider: `${PROVIDER}::p` },
        dependencies: Object.values(propertyDependencies).flat(),
        propertyDependencies,
    };
}

function urnOf({ type, name = "it" }: Given): string {
    return `${PREFIX}${type}::${name}`;
}
