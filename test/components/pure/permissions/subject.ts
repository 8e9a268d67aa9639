/** The stack of the specs about rights. */
import { AUDIT } from "../../../../components/pure/options/audit.ts";
import { BUCKET } from "../../../../components/pure/options/bucket.ts";
import { ENCRYPTION } from "../../../../components/pure/options/encryption.ts";
import { OIDC_PROVIDER } from "../../../../components/pure/options/oidc-provider.ts";
import { TRUST } from "../../../../components/pure/options/trust.ts";
import { WATCH } from "../../../../components/pure/options/watch.ts";
import type { PermissionSubject } from "../../../../components/pure/permissions/subject.ts";

/** Groups of options as they may be written. */
export type Groups = Partial<
    Record<"encryption" | "bucket" | "trust" | "oidcProvider" | "audit" | "watch", object>
>;

/** An ephemeral stack with these options and this that differs. */
export function subjectWith(
    groups: Groups = {},
    more: Partial<PermissionSubject> = {},
): PermissionSubject {
    return {
        ...{ partition: "aws", accountId: "123456789012", region: "us-east-2" },
        ...{ profile: "ephemeral", namespace: "ns", tempoName: "tm" },
        ...{ bucketName: "traces", roleName: "tempo", rolePath: "/", policyKind: "inline" },
        ...{ adoptRole: false, retainOnDelete: false, issuer: "https://oidc.example.com/a" },
        encryption: ENCRYPTION.parse(groups.encryption ?? {}),
        bucket: BUCKET.parse(groups.bucket ?? {}),
        trust: TRUST.parse(groups.trust ?? {}),
        oidcProvider: OIDC_PROVIDER.parse(groups.oidcProvider ?? {}),
        audit: AUDIT.parse(groups.audit ?? {}),
        watch: WATCH.parse(groups.watch ?? {}),
        ...more,
    };
}
