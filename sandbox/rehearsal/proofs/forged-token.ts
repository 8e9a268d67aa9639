/** Makes tokens that no cluster issued, from one that a cluster did: for the proofs that they are refused. */
import { generateKeyPairSync, sign } from "node:crypto";

/** The same header and claims, signed by a key that is nobody's. */
export function signedByAnotherKey(token: string): string {
    const { header, payload } = parts(token);
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const signature = sign("sha256", Buffer.from(`${header}.${payload}`), privateKey);
    return `${header}.${payload}.${signature.toString("base64url")}`;
}

/** The same claims, under a header that says no signature is needed. */
export function unsigned(token: string): string {
    return `${encode({ alg: "none", typ: "JWT" })}.${parts(token).payload}.`;
}

/** The same header and signature around claims that say another subject. */
export function withSubject(token: string, subject: string): string {
    const { header, payload, signature } = parts(token);
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as object;
    return `${header}.${encode({ ...claims, sub: subject })}.${signature}`;
}

function parts(token: string): { header: string; payload: string; signature: string } {
    const [header = "", payload = "", signature = ""] = token.split(".");
    if (header === "" || payload === "") {
        throw new Error("expected a token of three parts: header, claims and signature");
    }
    return { header, payload, signature };
}

function encode(value: object): string {
    return Buffer.from(JSON.stringify(value)).toString("base64url");
}
