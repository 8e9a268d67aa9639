// Pods.
import { notChecked, type Link } from "../link.ts";

/** Pods. */
export const pods: Link = {
    id: "pods",
    title: "Pods",
    needs: ["service-accounts"],
    probe: async () => Promise.resolve(notChecked("the doctor does not look at it yet")),
};
