// Logs.
import { notChecked, type Link } from "../link.ts";

/** Logs. */
export const logs: Link = {
    id: "logs",
    title: "Logs",
    needs: ["tempo"],
    essential: false,
    probe: async () => Promise.resolve(notChecked("the doctor does not look at it yet")),
};
