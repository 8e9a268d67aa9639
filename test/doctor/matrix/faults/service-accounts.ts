/** Faults of service accounts. */
import type { Fault } from "../fault.ts";
import type { Stage } from "../stage.ts";
import { unmanaged } from "./tempo.ts";

const ROLE = "eks.amazonaws.com/role-arn";
const AUDIENCE = "eks.amazonaws.com/audience";

/** Service accounts. */
export const ACCOUNT_FAULTS: readonly Fault[] = [
    {
        name: "account-deleted",
        title: "A service account was deleted",
        cause: "service-account-missing",
        inject: async (stage) => {
            await unmanaged(stage);
            await stage.remove("ServiceAccount", account(stage));
        },
    },
    ofAnnotation(
        "account-without-role",
        "A service account without annotation",
        "service-account-not-annotated",
        {
            [ROLE]: null,
        },
    ),
    ofAnnotation(
        "account-stale",
        "A service account with the role of before",
        "service-account-stale",
        {
            [ROLE]: "arn:aws:iam::123456789012:role/before",
        },
    ),
    {
        name: "account-of-the-user",
        title: "`spec.serviceAccount` names an account that nobody annotated",
        cause: "service-account-custom",
        shape: { serviceAccount: "mine" },
        inject: async (stage) => annotate(stage, { [ROLE]: null }),
    },
    ofAnnotation(
        "account-audience",
        "A service account with the audience `openshift`",
        "service-account-audience",
        {
            [AUDIENCE]: "openshift",
        },
    ),
];

/** Annotates a service account; null takes an annotation away. */
export async function annotate(
    stage: Stage,
    annotations: Readonly<Record<string, string | null>>,
    name = account(stage),
): Promise<void> {
    await stage.patch("ServiceAccount", name, { metadata: { annotations } });
}

function account({ names }: Stage): string {
    return names.serviceAccounts[0] ?? "";
}

function ofAnnotation(
    name: string,
    title: string,
    cause: string,
    annotations: Readonly<Record<string, string | null>>,
): Fault {
    return {
        ...{ name, title, cause },
        inject: async (stage) => {
            await unmanaged(stage);
            await annotate(stage, annotations);
        },
    };
}
