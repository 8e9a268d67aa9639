/** A stack as somebody with given rights lives it through, from its first resource to its last. */
import type { Grant } from "../../../components/pure/permissions/grants.ts";
import { policiesFor } from "../../../components/pure/permissions/documents.ts";
import type { AwsSandbox } from "../../../sandbox/aws/aws-sandbox.ts";
import type { SandboxClients } from "../../../sandbox/aws/clients.ts";
import type { Deployment } from "../../../sandbox/engines/engine.ts";
import { messageOf } from "../../../sandbox/engines/errors.ts";
import { InProcessEngine } from "../../../sandbox/engines/in-process.ts";
import { PROJECT } from "../../../stacks/settings/project.ts";
import { asTheEmulatorSees } from "./emulator-eyes.ts";
import { hire } from "./person.ts";
import { programOf, wholeLives } from "./whole-life.ts";

/** What a life needs. */
export interface LifeRequest {
    readonly sandbox: AwsSandbox;
    readonly admin: SandboxClients;
    /** Of the person, and nobody else's. */
    readonly name: string;
    readonly issuer: string;
    /** The project's configuration, without prefixes. */
    readonly settings: Readonly<Record<string, unknown>>;
    readonly grants: readonly Grant[];
    /** What happens between birth and death. @default - nothing */
    readonly meanwhile?: (() => Promise<void>) | undefined;
}

/** How a life went. */
export interface Life {
    /** The types of what was made in AWS. */
    readonly types: readonly string[];
    /** What it ended early of; undefined when it went through. */
    readonly refusal: string | undefined;
}

/** Makes everything, reads, changes and deletes it, with exactly the rights that are given. */
export async function liveThrough(request: LifeRequest): Promise<Life> {
    const { sandbox, admin, name, issuer, settings, grants, meanwhile } = request;
    const person = await hire(admin, name, policiesFor(asTheEmulatorSees(grants)));
    const engine = new InProcessEngine(
        {
            aws: { ...sandbox, credentials: person.credentials },
            kubeconfig: "/none",
            context: "none",
        },
        { program: () => programOf(issuer), loadProvider: wholeLives },
    );
    let types: string[] = [];
    try {
        const deployment = await engine.up(configOf(settings), { stack: name });
        types = typesOf(deployment);
        await meanwhile?.();
        await deployment.destroy();
        return { types, refusal: undefined };
    } catch (error) {
        return { types, refusal: messageOf(error) };
    } finally {
        await engine.dispose();
        await person.dismiss();
    }
}

function configOf(settings: LifeRequest["settings"]): Record<string, string> {
    return Object.fromEntries(
        Object.entries(settings).map(([key, value]) => [
            `${PROJECT}:${key}`,
            typeof value === "string" ? value : JSON.stringify(value),
        ]),
    );
}

function typesOf({ resources }: Deployment): string[] {
    return resources.map(({ type }) => type).filter((type) => type.startsWith("aws:"));
}
