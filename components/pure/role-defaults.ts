// How a role is made when nothing is said about it.

/** Path, longest session in seconds, and where its rights are kept. */
export const ROLE_DEFAULTS = { path: "/", maxSessionSeconds: 3600, policyKind: "inline" } as const;
