// Quotas and throttling.
import { notChecked, type Link } from "../link.ts";

/** Quotas and throttling. */
export const quota: Link = {
    id: "quota",
    title: "Quotas and throttling",
    needs: [],
    essential: false,
    probe: async () => Promise.resolve(notChecked("the doctor does not look at it yet")),
};
