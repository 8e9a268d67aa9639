// IAM OIDC provider.
import { notChecked, type Link } from "../link.ts";

/** IAM OIDC provider. */
export const oidcProvider: Link = {
    id: "oidc-provider",
    title: "IAM OIDC provider",
    needs: ["issuer", "secret", "token-cco"],
    probe: async () => Promise.resolve(notChecked("the doctor does not look at it yet")),
};
