// Who asks.
import { notChecked, type Link } from "../link.ts";

/** Who asks. */
export const caller: Link = {
    id: "caller",
    title: "Who asks",
    needs: [],
    probe: async () => Promise.resolve(notChecked("the doctor does not look at it yet")),
};
