// Custom resource definition.
import { notChecked, type Link } from "../link.ts";

/** Custom resource definition. */
export const crd: Link = {
    id: "crd",
    title: "Custom resource definition",
    needs: [],
    probe: async () => Promise.resolve(notChecked("the doctor does not look at it yet")),
};
