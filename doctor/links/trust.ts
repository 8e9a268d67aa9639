// Trust policy.
import { notChecked, type Link } from "../link.ts";

/** Trust policy. */
export const trust: Link = {
    id: "trust",
    title: "Trust policy",
    needs: ["role", "oidc-provider"],
    probe: async () => Promise.resolve(notChecked("the doctor does not look at it yet")),
};
