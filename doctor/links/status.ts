// Conditions and restarts.
import { notChecked, type Link } from "../link.ts";

/** Conditions and restarts. */
export const status: Link = {
    id: "status",
    title: "Conditions and restarts",
    needs: ["tempo"],
    probe: async () => Promise.resolve(notChecked("the doctor does not look at it yet")),
};
