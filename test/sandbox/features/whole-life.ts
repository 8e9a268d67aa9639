/** A stack's whole life in AWS in one go: everything is made, read, changed, and deleted. */
import * as pulumi from "@pulumi/pulumi";

import { nameOfUrn } from "../../../components/pure/names/urn.ts";
import { AwsProvider } from "../../../sandbox/provider-objects/aws/aws-provider.ts";
import type {
    OperationOptions,
    Properties,
} from "../../../sandbox/provider-objects/provider-object.ts";
import { asRecord } from "../../../sandbox/provider-objects/wire-values.ts";
import type { ClosableProvider } from "../../../sandbox/engines/in-process/providers.ts";

const SIGNING_KEYS = { keys: [{ kty: "RSA", kid: "people", n: "AQAB", e: "AQAB" }] };

/**
 * The sandbox's AWS provider, whose `create` also reads and updates what it made: an engine without state does neither, and
 * both need rights of their own.
 */
export class WholeLife extends AwsProvider {
    override async create(urn: string, inputs: Properties, options?: OperationOptions) {
        const made = await super.create(urn, before(inputs), options);
        const { id } = made;
        const olds = asRecord(made.outs);
        const read = await this.read(id, urn, olds, options);
        if (read.id === undefined) throw new Error(`${urn} cannot be read right after its birth`);
        if (!isUpdatable(urn)) return { id, outs: olds };
        const changed = await this.update(id, urn, olds, inputs, options);
        return { id, outs: asRecord(changed.outs) };
    }
}

/** The cluster's side, which is somebody else's proof: everything is made at once, in no place. */
class NoCluster implements ClosableProvider {
    readonly name = "kubernetes";
    readonly version = "4.0.0";
    configure(): void {
        // There is nothing to reach.
    }
    checkConfig(): [] {
        return [];
    }
    check(_urn: string, _olds: Properties, news: Properties) {
        return Promise.resolve({ inputs: news, failures: [] });
    }
    diff() {
        return Promise.resolve({ changes: false });
    }
    create(urn: string, inputs: Properties) {
        return Promise.resolve({ id: nameOfUrn(urn), outs: inputs });
    }
    read(id: string, _urn: string, props: Properties = {}) {
        return Promise.resolve({ id, props });
    }
    update(_id: string, _urn: string, _olds: Properties, news: Properties) {
        return Promise.resolve({ outs: news });
    }
    delete() {
        return Promise.resolve();
    }
    invoke() {
        return Promise.resolve({ outputs: {} });
    }
    close(): void {
        // Nothing is open.
    }
}

/** The two providers of a stack. */
export function wholeLives(name: string): Promise<ClosableProvider> {
    if (name === "aws") return Promise.resolve(new WholeLife());
    if (name === "kubernetes") return Promise.resolve(new NoCluster());
    return Promise.reject(new Error(`no provider for ${name}`));
}

/**
 * The program of a stack, without gates: those ask with the pods' rights, not with the person's. Nothing is protected, as after
 * `pulumi state unprotect`, without which nobody deletes a production stack.
 */
export async function programOf(issuer: string): Promise<Record<string, unknown>> {
    const { loadSettings } = await import("../../../stacks/settings/load.ts");
    const { program } = await import("../../../stacks/program.ts");
    pulumi.runtime.registerStackTransformation(({ props, opts }) => ({
        props,
        opts: { ...opts, protect: false },
    }));
    return program(loadSettings(), { issuer, issuerKeys: SIGNING_KEYS });
}

function isUpdatable(urn: string): boolean {
    return !/rolePolicyAttachment|topicSubscription|eventTarget/u.test(urn);
}

/** Other inputs than the real ones, so that the update has something to change. */
function before(inputs: Properties): Properties {
    const changed = { ...inputs };
    if ("tags" in inputs) {
        const [, ...others] = Object.entries(asRecord(inputs["tags"]));
        changed["tags"] = { ...Object.fromEntries(others), "to-go": "soon" };
    }
    delete changed["permissionsBoundary"];
    for (const name of ["policy", "assumeRolePolicy"]) {
        if (typeof inputs[name] === "string") changed[name] = renamed(inputs[name]);
    }
    return changed;
}

/** The same policy with another word in it. */
function renamed(document: string): string {
    const parsed = asRecord(JSON.parse(document));
    const statements = Array.isArray(parsed["Statement"]) ? parsed["Statement"] : [];
    const all = statements.map((statement, at) => ({ ...asRecord(statement), Sid: `Before${at}` }));
    return JSON.stringify({ ...parsed, Statement: all });
}
