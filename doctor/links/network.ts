// Network.
import { notChecked, type Link } from "../link.ts";

/** Network. */
export const network: Link = {
    id: "network",
    title: "Network",
    needs: ["tempo"],
    probe: async () => Promise.resolve(notChecked("the doctor does not look at it yet")),
};
