// The role, and what says what it may do.
import { policyArn, roleArn } from "../../names/arn.ts";
import { ATTACHMENT, GET_ROLE, POLICY, ROLE, ROLE_BOUNDARY, ROLE_POLICY } from "../calls/role.ts";
import type { CallTable } from "../call.ts";
import { at, except, type Need, type Place } from "../need.ts";
import type { PermissionSubject } from "../subject.ts";

type Holder = Pick<
    PermissionSubject,
    "partition" | "accountId" | "rolePath" | "permissionsBoundary" | "retainOnDelete"
>;

/** A role of the stack's own; of one that is adopted, a look. */
export function roleNeeds(subject: PermissionSubject): Need[] {
    const { policyKind, adoptRole, roleName } = subject;
    if (adoptRole) return [{ table: GET_ROLE, places: rolePlaces(subject, roleName) }];
    const rights = policyKind === "managed" ? [POLICY, ATTACHMENT] : [ROLE_POLICY];
    return wholeRole(subject, roleName, rights);
}

/** A role with these rights, whoever takes it. */
export function wholeRole(
    subject: Holder,
    roleName: string,
    rights: readonly CallTable[] = [ROLE_POLICY],
): Need[] {
    const { permissionsBoundary, retainOnDelete } = subject;
    const places = rolePlaces(subject, roleName);
    const only = retainOnDelete ? except("delete") : undefined;
    const bounded = permissionsBoundary === undefined ? [] : [ROLE_BOUNDARY];
    return [ROLE, ...bounded, ...rights].map((table) => ({ table, only, places }));
}

/** The places of a role's tables; `rights`: what would let its holder give himself more, were there no boundary. */
export function rolePlaces(
    subject: Omit<Holder, "retainOnDelete">,
    ...names: readonly string[]
): Readonly<Record<"role" | "rights" | "policy", Place>> {
    const { partition, accountId, rolePath: path, permissionsBoundary } = subject;
    const roles = names.map((roleName) => roleArn({ partition, accountId, roleName, path }));
    const condition =
        permissionsBoundary === undefined
            ? undefined
            : { StringEquals: { "iam:PermissionsBoundary": permissionsBoundary } };
    return {
        role: at(...roles),
        rights: { arns: roles, condition },
        policy: at(
            ...names.map((policyName) => policyArn({ partition, accountId, policyName, path })),
        ),
    };
}

/** The place of a role that is handed to a service, and to no other. */
export function passedTo(service: string, subject: Holder, roleName: string): Place {
    const { role } = rolePlaces(subject, roleName);
    return { ...role, condition: { StringEquals: { "iam:PassedToService": service } } };
}
