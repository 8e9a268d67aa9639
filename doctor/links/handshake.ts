// Handshake.
import { notChecked, type Link } from "../link.ts";

/** Handshake. */
export const handshake: Link = {
    id: "handshake",
    title: "Handshake",
    needs: ["trust", "access", "bucket", "service-accounts", "clock"],
    probe: async () => Promise.resolve(notChecked("the doctor does not look at it yet")),
};
