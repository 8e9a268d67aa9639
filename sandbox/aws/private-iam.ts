/** IAM as the sandbox's own parts see it: straight at the emulator's socket, not through the front. */
import { Agent } from "node:http";
import { connect } from "node:net";
import type { Duplex } from "node:stream";

import type { GetRoleCommandOutput, IAMClient } from "@aws-sdk/client-iam";

import type { AccessKey, Emulator } from "./emulator.ts";

/** What the token service has to know of a role. */
interface RoleFacts {
    readonly arn: string;
    readonly maxSessionSeconds: number;
}

/** The few questions to IAM that the sandbox asks for itself. */
export interface PrivateIam {
    /** Makes the user that everything else works as; it may do everything, but policies bind it, unlike root. */
    createAdministrator(): Promise<AccessKey>;
    /** Client ids of an OIDC provider, or undefined when there is none of that ARN. */
    clientIds(providerArn: string): Promise<readonly string[] | undefined>;
    /** The role of that name, or undefined. */
    role(roleName: string): Promise<RoleFacts | undefined>;
    close(): void;
}

/** Where a kept administrator is found again by a person who looks. */
const ADMINISTRATOR = { UserName: "administrator", Path: "/tempo-sts/" };
/** AWS's own default when a role says nothing. */
const DEFAULT_MAX_SESSION_SECONDS = 3600;

/** Opens the private way to IAM. The SDK is loaded here, so that importing this file costs nothing. */
export async function openPrivateIam(emulator: Emulator): Promise<PrivateIam> {
    const iam = await import("@aws-sdk/client-iam");
    const agent = new SocketAgent(emulator.socketPath);
    const client = new iam.IAMClient({
        region: emulator.region,
        endpoint: "http://localhost",
        credentials: emulator.root,
        requestHandler: { httpAgent: agent },
    });
    return {
        createAdministrator: async () => createAdministrator(iam, client),
        clientIds: async (providerArn) => {
            const provider = await orUndefined(
                client.send(
                    new iam.GetOpenIDConnectProviderCommand({
                        OpenIDConnectProviderArn: providerArn,
                    }),
                ),
            );
            return provider && (provider.ClientIDList ?? []);
        },
        role: async (roleName) => {
            const found = await orUndefined(
                client.send(new iam.GetRoleCommand({ RoleName: roleName })),
            );
            return found && roleFacts(found);
        },
        close: () => {
            client.destroy();
            agent.destroy();
        },
    };
}

/** Connects every request to one Unix socket. */
class SocketAgent extends Agent {
    readonly #path: string;

    constructor(path: string) {
        super({ keepAlive: true });
        this.#path = path;
    }

    override createConnection(): Duplex {
        return connect(this.#path);
    }
}

async function createAdministrator(
    iam: typeof import("@aws-sdk/client-iam"),
    client: IAMClient,
): Promise<AccessKey> {
    const { UserName } = ADMINISTRATOR;
    await client.send(new iam.CreateUserCommand(ADMINISTRATOR));
    await client.send(
        new iam.AttachUserPolicyCommand({
            UserName,
            PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
        }),
    );
    const { AccessKey: key } = await client.send(new iam.CreateAccessKeyCommand({ UserName }));
    if (key?.AccessKeyId === undefined || key.SecretAccessKey === undefined) {
        throw new Error(`Expected an access key for ${UserName} from MiniStack, got none.`);
    }
    return { accessKeyId: key.AccessKeyId, secretAccessKey: key.SecretAccessKey };
}

async function orUndefined<Output>(asked: Promise<Output>): Promise<Output | undefined> {
    try {
        return await asked;
    } catch (reason) {
        if (reason instanceof Error && reason.name === "NoSuchEntityException") return undefined;
        throw reason;
    }
}

function roleFacts({ Role }: GetRoleCommandOutput): RoleFacts | undefined {
    if (Role?.Arn === undefined) return undefined;
    return {
        arn: Role.Arn,
        maxSessionSeconds: Role.MaxSessionDuration ?? DEFAULT_MAX_SESSION_SECONDS,
    };
}
