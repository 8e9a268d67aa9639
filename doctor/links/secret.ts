// Storage Secret.
import { notChecked, type Link } from "../link.ts";

/** Storage Secret. */
export const secret: Link = {
    id: "secret",
    title: "Storage Secret",
    needs: ["tempo"],
    probe: async () => Promise.resolve(notChecked("the doctor does not look at it yet")),
};
