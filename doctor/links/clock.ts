// Clocks.
import { notChecked, type Link } from "../link.ts";

/** Clocks. */
export const clock: Link = {
    id: "clock",
    title: "Clocks",
    needs: [],
    essential: false,
    probe: async () => Promise.resolve(notChecked("the doctor does not look at it yet")),
};
