// Values of the storage Secret that are no plain text: encoded twice, in quotes, or with bytes that nobody sees.
import { partitionOfRegion } from "../../../components/pure/partition.ts";
import { findingOf } from "../../causes/finding.ts";
import type { Finding } from "../../link.ts";
import { keyPlace, writeKey, type Asked } from "./asked.ts";

/** What is wrong with the encoding of the values under these keys. */
export function encodingFindings(asked: Asked, keys: readonly string[]): Finding[] {
    return keys.flatMap((key) => {
        if (asked.secret.unreadableKeys.includes(key)) {
            return [badly(asked, key, "bytes that are no text", undefined)];
        }
        const seen = oddity(key, asked.secret.fields[key] ?? "");
        return seen === undefined ? [] : [badly(asked, key, seen.found, seen.meant)];
    });
}

interface Oddity {
    readonly found: string;
    /** What was probably meant. */
    readonly meant?: string;
}

function oddity(key: string, value: string): Oddity | undefined {
    const inner = /^\s*(["'])(.*)\1\s*$/s.exec(value)?.[2];
    if (inner !== undefined) return { found: "a text in quotes", meant: inner };
    const decoded = Buffer.from(value.trim(), "base64").toString("utf8").trim();
    if (isMeant(key, decoded)) {
        return { found: "base64 of what was meant: it is encoded twice", meant: decoded };
    }
    // Blanks and line ends have a finding of their own.
    const odd = /[^\u0020-\u007e]/u.exec(value.trim())?.[0];
    if (odd === undefined) return undefined;
    const code = (odd.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    return { found: `the character U+${code}, which is no part of such a value` };
}

function isMeant(key: string, decoded: string): boolean {
    if (key === "role_arn") return decoded.startsWith("arn:");
    if (key === "region") return partitionOfRegion(decoded) !== undefined;
    return key === "endpoint" && /^https?:\/\//.test(decoded);
}

function badly(asked: Asked, key: string, found: string, meant: string | undefined): Finding {
    const text = "Write it as plain text with stringData: the cluster encodes it by itself, once.";
    const remedy =
        meant === undefined || key.startsWith("access_key")
            ? { text }
            : { text, command: writeKey(asked, key, meant) };
    return findingOf("secret-encoding", {
        summary: `The ${keyPlace(asked, key)} is not what it should be: ${found}.`,
        evidence: ["expected plain text", `found ${found}`],
        remedy,
    });
}
