// Tempo operator.
import { notChecked, type Link } from "../link.ts";

/** Tempo operator. */
export const operator: Link = {
    id: "operator",
    title: "Tempo operator",
    needs: [],
    probe: async () => Promise.resolve(notChecked("the doctor does not look at it yet")),
};
