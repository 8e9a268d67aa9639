// Bucket.
import { notChecked, type Link } from "../link.ts";

/** Bucket. */
export const bucket: Link = {
    id: "bucket",
    title: "Bucket",
    needs: ["secret"],
    probe: async () => Promise.resolve(notChecked("the doctor does not look at it yet")),
};
