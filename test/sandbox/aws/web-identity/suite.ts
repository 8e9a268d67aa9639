/** A cluster, its providers and roles in a sandbox, for the specs of AssumeRoleWithWebIdentity. */
import { expect } from "chai";

import { CreateRoleCommand } from "@aws-sdk/client-iam";

import type { AwsSandbox } from "../../../../sandbox/aws/aws-sandbox.ts";
import { sandboxClients } from "../../../../sandbox/aws/clients.ts";
import type { SandboxClients } from "../../../../sandbox/aws/clients.ts";
import { createOidcProvider } from "../../../../sandbox/aws/oidc-provider.ts";
import {
    claims,
    clusterKey,
    ISSUER,
    postForm,
    sign,
    text,
    trustPolicy,
    useAwsSandbox,
} from "../fixture.ts";
import type { ClaimChanges, ClusterKey, RawAnswer } from "../fixture.ts";

/** Its keys cannot be had. */
export const DEAD_ISSUER = "https://dead.example.com";
/** Its provider has no client ids. */
export const MUTE_ISSUER = "https://mute.example.com";
/** Its provider has two client ids, `first` and `second`; the role wants the second. */
export const TWO_ISSUER = "https://two.example.com";

/** Everything a spec needs. */
export interface WebIdentitySuite {
    readonly sandbox: () => AwsSandbox;
    readonly admin: () => SandboxClients;
    readonly rsa: () => ClusterKey;
    readonly ec: () => ClusterKey;
    /** Issuers whose keys were asked for, in this test. */
    readonly asked: () => readonly string[];
    /** What the cluster publishes during one step. */
    readonly withKeys: <Result>(
        keys: readonly ClusterKey[],
        step: () => Promise<Result>,
    ) => Promise<Result>;
    readonly roleArn: (name: string) => string;
    readonly token: (changes?: ClaimChanges, key?: ClusterKey) => Promise<string>;
    readonly form: (token: string, changes?: Changes) => Record<string, string>;
    readonly assume: (token: string, changes?: Changes) => Promise<RawAnswer>;
}

type Changes = Readonly<Record<string, string | undefined>>;

/** Prepares the suite: roles `tracing` (2 h), `a/b/deep`, `dead`, `mute` and `two`. */
export function useWebIdentity(): WebIdentitySuite {
    let published: readonly ClusterKey[] = [];
    let asked: string[] = [];
    let own: { rsa: ClusterKey; ec: ClusterKey; admin: SandboxClients } | undefined;
    const sandbox = useAwsSandbox({
        issuerKeys: async (issuer) => {
            asked.push(issuer);
            if (issuer === DEAD_ISSUER) throw new Error("connect ECONNREFUSED");
            return Promise.resolve({ keys: published.map(({ publicJwk }) => publicJwk) });
        },
    });
    const ready = () => {
        if (own === undefined) throw new Error("The suite is used outside of a test.");
        return own;
    };
    before(async () => {
        const [rsa, ec] = await Promise.all([clusterKey("RS256"), clusterKey("ES256")]);
        own = { rsa, ec, admin: await sandboxClients(sandbox()) };
        published = [rsa, ec];
        await prepare(sandbox(), own.admin);
    });
    after(() => {
        own?.admin.close();
    });
    beforeEach(() => {
        asked = [];
    });
    const roleArn = (name: string) => `arn:aws:iam::${sandbox().accountId}:role/${name}`;
    const form = (token: string, changes: Changes = {}) => {
        const all: Changes = {
            Action: "AssumeRoleWithWebIdentity",
            Version: "2011-06-15",
            RoleArn: roleArn("tracing"),
            RoleSessionName: "spec",
            WebIdentityToken: token,
            ...changes,
        };
        return Object.fromEntries(
            Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined),
        );
    };
    return {
        ...{ sandbox, roleArn, form },
        admin: () => ready().admin,
        rsa: () => ready().rsa,
        ec: () => ready().ec,
        asked: () => asked,
        withKeys: async (keys, step) => {
            const usual = published;
            published = keys;
            try {
                return await step();
            } finally {
                published = usual;
            }
        },
        token: async (changes = {}, key = ready().rsa) => sign(key, claims(changes)),
        assume: async (token, changes = {}) => postForm(sandbox(), form(token, changes)),
    };
}

/** Checks a refusal's status, code, words and shape. */
export function expectRefusal(
    answer: RawAnswer,
    status: number,
    code: string,
    message?: RegExp,
): void {
    expect([answer.status, text(answer, "Code")], answer.body).to.deep.equal([status, code]);
    if (message !== undefined) expect(text(answer, "Message")).to.match(message);
    expect(answer.headers["content-type"]).to.equal("text/xml");
    expect(text(answer, "Type")).to.equal("Sender");
    expect(answer.body).to.match(
        /^<ErrorResponse xmlns="[^"]+">\s*<Error>[^]*<\/ErrorResponse>\s*$/,
    );
    expect(text(answer, "RequestId")).to.match(/^[0-9a-f-]{36}$/);
    expect(answer.body).to.not.match(/AccessKeyId|eyJ/);
}

async function prepare(sandbox: AwsSandbox, { iam }: SandboxClients): Promise<void> {
    await createOidcProvider(sandbox, ISSUER);
    await createOidcProvider(sandbox, DEAD_ISSUER);
    await createOidcProvider(sandbox, MUTE_ISSUER, []);
    await createOidcProvider(sandbox, TWO_ISSUER, ["first", "second"]);
    const create = async (RoleName: string, of: Parameters<typeof trustPolicy>[1], rest = {}) =>
        iam.send(
            new CreateRoleCommand({
                RoleName,
                AssumeRolePolicyDocument: trustPolicy(sandbox.accountId, of),
                ...rest,
            }),
        );
    await create("tracing", {}, { MaxSessionDuration: 7200 });
    await create("deep", {}, { Path: "/a/b/" });
    await create("dead", { issuer: DEAD_ISSUER });
    await create("mute", { issuer: MUTE_ISSUER });
    await create("two", { issuer: TWO_ISSUER, audience: "second" });
}
