/** The key that the local control plane signs service account tokens with. */
import { createPrivateKey, generateKeyPair, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { promisify } from "node:util";

/** A fresh RSA key on disk, readable by its owner only. */
export interface SigningKey {
    readonly file: string;
    /**
     * The same token, signed by the same key, but past its time: for the proof that an expired token is refused
     * because it is expired. Nothing else can be signed.
     */
    expiredCopy(token: string): string;
}

const DAY_SECONDS = 86_400;

/** Makes a 2048-bit RSA key and writes it to `file` as PEM. */
export async function createSigningKey(file: string): Promise<SigningKey> {
    const { privateKey } = await promisify(generateKeyPair)("rsa", {
        modulusLength: 2048,
        publicKeyEncoding: { type: "spki", format: "pem" },
        privateKeyEncoding: { type: "pkcs8", format: "pem" },
    });
    await writeFile(file, privateKey, { mode: 0o600 });
    const key = createPrivateKey(privateKey);
    return { file, expiredCopy: (token) => expired(token, key) };
}

function expired(token: string, key: KeyObject): string {
    const [header, payload] = token.split(".");
    if (header === undefined || payload === undefined || payload === "") {
        throw new Error("expected a token of three parts: header, claims and signature");
    }
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    if (typeof claims !== "object" || claims === null) {
        throw new Error("expected a token whose claims are an object");
    }
    const past = Math.floor(Date.now() / 1000) - DAY_SECONDS;
    const old = { ...claims, iat: past, nbf: past, exp: past + 600 };
    const signed = `${header}.${Buffer.from(JSON.stringify(old)).toString("base64url")}`;
    return `${signed}.${sign("sha256", Buffer.from(signed), key).toString("base64url")}`;
}
