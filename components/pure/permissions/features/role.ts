// The role, and what says what it may do.
import { policyArn, roleArn } from "../../arn.ts";
import { ATTACHMENT, GET_ROLE, POLICY, ROLE, ROLE_BOUNDARY, ROLE_POLICY } from "../calls/role.ts";
import { at, except, type Need, type Place } from "../need.ts";
import type { PermissionSubject } from "../subject.ts";

/** A role of the stack's own; of one that is adopted, a look and the rights that are put into it. */
export function roleNeeds(subject: PermissionSubject): Need[] {
    const { policyKind, permissionsBoundary, adoptRole, retainOnDelete } = subject;
    const places = rolePlaces(subject);
    const only = retainOnDelete ? except("delete") : undefined;
    const rights = policyKind === "managed" ? [POLICY, ATTACHMENT] : [ROLE_POLICY];
    const role = adoptRole
        ? [GET_ROLE]
        : [ROLE, ...(permissionsBoundary === undefined ? [] : [ROLE_BOUNDARY])];
    return [...role, ...rights].map((table) => ({ table, only, places }));
}

/** The places of a role's tables; `rights`: what would let its holder give himself more, were there no boundary. */
export function rolePlaces(
    subject: Pick<
        PermissionSubject,
        "partition" | "accountId" | "roleName" | "rolePath" | "permissionsBoundary"
    >,
): Readonly<Record<"role" | "rights" | "policy", Place>> {
    const { partition, accountId, roleName, rolePath: path, permissionsBoundary } = subject;
    const role = roleArn({ partition, accountId, roleName, path });
    const condition =
        permissionsBoundary === undefined
            ? undefined
            : { StringEquals: { "iam:PermissionsBoundary": permissionsBoundary } };
    return {
        role: at(role),
        rights: { arns: [role], condition },
        policy: at(policyArn({ partition, accountId, policyName: roleName, path })),
    };
}
