/** What a rotation looks at, by hand: a cluster that has changed its issuer an hour ago. */
import type { RotationFacts } from "../../../stacks/rotation/facts.ts";
import type { JudgedSettings } from "../../../stacks/rotation/judge.ts";
import { someSettings } from "../../support/fake-rooms.ts";

export const NOW = Date.parse("2026-11-24T12:00:00Z");
export const NEW = "https://oidc.example.com/new";
export const OLD = "https://oidc.example.com/old";
export const KEY = { kid: "k1", kty: "RSA", n: "AQAB", e: "AQAB" };

const ACCOUNT = "arn:aws:iam::123456789012";

/** The provider of an issuer. */
export function arnOf(issuer: string): string {
    return `${ACCOUNT}:oidc-provider/${issuer.replace("https://", "")}`;
}

/** So many hours before now. */
export function hoursAgo(hours: number): Date {
    return new Date(NOW - hours * 3_600_000);
}

/** All is looked at and well: both trusted, the old one silent. */
export function facts(more: Partial<RotationFacts> = {}): RotationFacts {
    const trusted = [NEW, OLD].map((issuer) => ({ issuer, providerArn: arnOf(issuer) }));
    return {
        issuer: { value: NEW },
        accepted: { value: [{ issuer: NEW }, { issuer: OLD, until: hoursAgo(-1) }] },
        role: { value: { arn: `${ACCOUNT}:role/tracing`, trusted } },
        providers: new Map(trusted.map(({ providerArn }) => [providerArn, { value: "there" }])),
        use: {
            value: {
                since: hoursAgo(24),
                uses: [{ providerArn: arnOf(NEW), calls: 3, last: hoursAgo(0.1) }],
            },
        },
        pods: {
            value: [{ pod: "ingester-0", started: hoursAgo(48), renewedAfterSeconds: 69_120 }],
        },
        clusterKeys: { value: { keys: [KEY] } },
        published: new Map([NEW, OLD].map((issuer) => [issuer, { value: { keys: [KEY] } }])),
        ...more,
    };
}

/** Settings with the old issuer as one that is going. */
export function settings(
    oidcProvider: object = { previousIssuers: [{ issuer: OLD }] },
    more: Readonly<Record<string, unknown>> = {},
): JudgedSettings {
    return someSettings({ issuer: NEW, oidcProvider, ...more });
}
