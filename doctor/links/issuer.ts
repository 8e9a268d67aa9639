// Cluster's issuer.
import { notChecked, type Link } from "../link.ts";

/** Cluster's issuer. */
export const issuer: Link = {
    id: "issuer",
    title: "Cluster's issuer",
    needs: [],
    probe: async () => Promise.resolve(notChecked("the doctor does not look at it yet")),
};
