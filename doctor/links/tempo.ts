// Tempo resource.
import { notChecked, type Link } from "../link.ts";

/** Tempo resource. */
export const tempo: Link = {
    id: "tempo",
    title: "Tempo resource",
    needs: ["crd"],
    probe: async () => Promise.resolve(notChecked("the doctor does not look at it yet")),
};
