// IAM role.
import { notChecked, type Link } from "../link.ts";

/** IAM role. */
export const role: Link = {
    id: "role",
    title: "IAM role",
    needs: ["secret", "token-cco"],
    probe: async () => Promise.resolve(notChecked("the doctor does not look at it yet")),
};
