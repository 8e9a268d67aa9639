// Access to the bucket.
import { notChecked, type Link } from "../link.ts";

/** Access to the bucket. */
export const access: Link = {
    id: "access",
    title: "Access to the bucket",
    needs: ["role", "bucket"],
    probe: async () => Promise.resolve(notChecked("the doctor does not look at it yet")),
};
