// Takes secrets out of texts that others get to read: those that are known, and those that look like one.

/** A shape that gives a secret away, and what stands there instead. */
interface Shape {
    readonly pattern: RegExp;
    readonly replace: (match: string, ...groups: (string | undefined)[]) => string;
}

const REDACTED = "[redacted]";
const LONGEST_SUBJECT = 200;
const SECRET_NAMES =
    "secret_?access_?key|secret_?key|session_?token|security_?token|client-key-data|password|passwd|passphrase|private_?key|access_?token|refresh_?token|id_?token|api_?key|client_?secret|x-amz-signature";
const SECRET_NAME = new RegExp(`(?:${SECRET_NAMES})$`, "i");

const SHAPES: readonly Shape[] = [
    // To the end of the text where the end of the key was cut off.
    shape(
        /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY-----|$)/g,
        "[private key]",
    ),
    // The same in base64, as kubeconfigs hold it; certificates begin alike and may stay.
    {
        pattern: /LS0tLS1CRUdJTi[A-Za-z0-9+/]*={0,2}/g,
        replace: (match) => (decoded(match).includes("PRIVATE KEY") ? "[private key]" : match),
    },
    // A JSON Web Token of any kind: its first part always begins like this.
    { pattern: /\beyJ[\w-]{5,}(?:\.[\w-]+){1,4}/g, replace: tokenMark },
    {
        pattern: /(\bauthorization["']?\s*[:=]\s*["']?)[^\r\n"']+/gi,
        replace: (_match, name = "") => `${name}${REDACTED}`,
    },
    {
        pattern: /\b(Bearer|Basic|Negotiate)(\s+)[\w.~+/-]{8,}=*/gi,
        replace: (_match, scheme = "", blank = "") => `${scheme}${blank}${REDACTED}`,
    },
    // Named: in JSON, YAML, an environment, a query or a header.
    {
        pattern: new RegExp(
            `(\\b[\\w.-]*(?:${SECRET_NAMES})(?:\\\\?["'])?\\s*[:=]\\s*(?:\\\\?["'])?)([^\\s"'\\\\,;&}\\]]+)`,
            "gi",
        ),
        replace: (match, name = "", value = "") =>
            value.startsWith("[") ? match : `${name}${REDACTED}`,
    },
    {
        pattern: /(\btoken(?:\\?["'])?\s*[:=]\s*(?:\\?["'])?)([\w.~+/-]{16,}=*)/gi,
        replace: (_match, name = "") => `${name}${REDACTED}`,
    },
    {
        pattern: /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@"'<>]+:[^\s/@"'<>]+@/gi,
        replace: (_match, scheme = "") => `${scheme}${REDACTED}@`,
    },
    shape(/\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g, "[AWS access key id]"),
    // AWS session tokens, by the bytes that all of them begin with.
    shape(
        /\b(?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz)[A-Za-z0-9+/%=]{16,}/g,
        "[AWS session token]",
    ),
    shape(/\bpul-[A-Za-z0-9]{16,}/g, "[Pulumi token]"),
    shape(/\bsha256~[\w-]{20,}/g, "[OpenShift token]"),
    shape(/\b(?:gh[pousr]_|github_pat_|glpat-)[\w-]{16,}/g, "[token]"),
    { pattern: /(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=])/g, replace: keyMark },
];

/**
 * The text without the given secrets, however they are written in it, and without what looks like a secret: JSON Web Tokens,
 * AWS's and Pulumi's keys and tokens, Authorization headers, private keys, passwords by their name. Of a token its subject
 * stays, for that tells whose it was.
 *
 * A secret that is given is never in the result, be it as short as it may.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
    const given = [...new Set(secrets.filter((secret) => secret !== "").flatMap(spellings))];
    let result = withoutGiven(text, given);
    for (const { pattern, replace } of SHAPES) {
        result = result.replace(pattern, replace);
    }
    return given.some((secret) => result.includes(secret)) ? stripped(result, given) : result;
}

/** Whether what is called so is a secret: the name of a property, a variable or a header. */
export function namesSecret(name: string): boolean {
    return SECRET_NAME.test(name) || /^(?:token|authorization)$/i.test(name);
}

// As it is, and as JSON, URLs and base64 write it.
function spellings(secret: string): string[] {
    return [
        secret,
        JSON.stringify(secret).slice(1, -1),
        urlSpelling(secret),
        Buffer.from(secret).toString("base64"),
    ];
}

function urlSpelling(secret: string): string {
    try {
        return encodeURIComponent(secret);
    } catch {
        // Half a character: no URL can hold it.
        return secret;
    }
}

// Secrets that overlap go as one, so that no part of either stays.
function withoutGiven(text: string, secrets: readonly string[]): string {
    const places = secrets.flatMap((secret) => placesOf(secret, text));
    places.sort(([left], [right]) => left - right);
    let result = "";
    let done = 0;
    for (const [start, end] of places) {
        if (start >= done) result += `${text.slice(done, start)}${REDACTED}`;
        done = Math.max(done, end);
    }
    return result + text.slice(done);
}

function placesOf(secret: string, text: string): [number, number][] {
    const places: [number, number][] = [];
    for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
        places.push([at, at + secret.length]);
    }
    return places;
}

// A secret that the marks themselves spell: then nothing stands in its place. Ends, because the text gets shorter each time.
function stripped(text: string, secrets: readonly string[]): string {
    let result = text;
    for (let found = secrets; found.length > 0;) {
        for (const secret of found) result = result.replaceAll(secret, "");
        const rest = result;
        found = secrets.filter((secret) => rest.includes(secret));
    }
    return result;
}

function shape(pattern: RegExp, mark: string): Shape {
    return { pattern, replace: () => mark };
}

function tokenMark(match: string): string {
    try {
        const claims: unknown = JSON.parse(decoded(match.split(".")[1] ?? ""));
        const subject: unknown =
            typeof claims === "object" && claims !== null && "sub" in claims ? claims.sub : "";
        const isHarmless =
            typeof subject === "string" &&
            subject.length <= LONGEST_SUBJECT &&
            /^[\w.:/@-]+$/.test(subject);
        return isHarmless ? `[token of ${subject}]` : "[token]";
    } catch {
        return "[token]";
    }
}

// Forty characters of base64 are an AWS secret, unless they are a hash in hexadecimal or a word.
function keyMark(match: string): string {
    const isMixed = /[a-z]/.test(match) && /[A-Z]/.test(match) && /\d/.test(match);
    return isMixed ? "[AWS secret access key]" : match;
}

function decoded(base64: string): string {
    return Buffer.from(base64, "base64url").toString("utf8");
}
