/** Facts as a test gives them: what it does not give is unreadable. */
import {
    createFacts,
    READERS,
    type Facts,
    type FactTools,
    type FactTypes,
    type Readers,
} from "../../../doctor/facts.ts";
import { Unreadable } from "../../../doctor/facts/unreadable.ts";
import type { ClusterAnswer, ClusterRequest } from "../../../stacks/cluster/connection.ts";

/** Values by name; an Error is why one is not known. */
export type GivenFacts = { readonly [Name in keyof FactTypes]?: FactTypes[Name] | Error };

export const ROLE_ARN = "arn:aws:iam::123456789012:role/tracing";
export const ISSUER = "https://oidc.example/c";
export const PROVIDER_ARN = "arn:aws:iam::123456789012:oidc-provider/oidc.example/c";
export const SUBJECT = "system:serviceaccount:ns:tempo-t";

/** A healthy chain of one service account. */
export const HEALTHY = {
    tempo: { body: {}, secretName: "s", storageType: "s3", credentialMode: "" },
    storage: { mode: "token", bucket: "traces", region: "us-east-2", roleArn: ROLE_ARN },
    identities: [{ name: "tempo-t", subject: SUBJECT, pods: ["tempo-t-0"] }],
    audience: "sts.amazonaws.com",
    issuer: { issuer: ISSUER, source: "the test" },
    providerArn: PROVIDER_ARN,
    providers: [PROVIDER_ARN],
    connection: { region: "us-east-2" },
} satisfies GivenFacts;

/** Facts of a test. */
export function fakeFacts(given: GivenFacts, tools: Partial<FactTools> = {}): Facts {
    const names = Object.keys(READERS) as (keyof FactTypes)[];
    const readers = Object.fromEntries(
        names.map((name) => [
            name,
            async () => {
                const value = given[name];
                if (value instanceof Error) throw value;
                if (!(name in given)) throw new Unreadable(`nobody told ${name}`);
                return Promise.resolve(value);
            },
        ]),
    );
    return createFacts({ ...fakeTools(), ...tools }, readers as unknown as Readers);
}

/** Tools that reach nobody. */
export function fakeTools(
    answer: (path: string, request?: ClusterRequest) => ClusterAnswer = () => ({
        status: 404,
        body: undefined,
    }),
): FactTools {
    return {
        subject: { kind: "tempostack", namespace: "ns", name: "t" },
        cluster: {
            context: "here",
            server: "https://api.example",
            ask: async (path, request) => Promise.resolve(answer(path, request)),
        },
        aws: {},
        outside: () => Promise.reject(new Error("nobody is outside")),
        probe: false,
        now: () => 0,
    };
}
