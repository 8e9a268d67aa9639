// Service accounts.
import { notChecked, type Link } from "../link.ts";

/** Service accounts. */
export const serviceAccounts: Link = {
    id: "service-accounts",
    title: "Service accounts",
    needs: ["secret"],
    probe: async () => Promise.resolve(notChecked("the doctor does not look at it yet")),
};
