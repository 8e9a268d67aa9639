// Credentials operator.
import { notChecked, type Link } from "../link.ts";

/** Credentials operator. */
export const tokenCco: Link = {
    id: "token-cco",
    title: "Credentials operator",
    needs: ["operator", "secret"],
    probe: async () => Promise.resolve(notChecked("the doctor does not look at it yet")),
};
