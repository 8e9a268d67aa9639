/** A certificate authority made for one sandbox, and one server certificate that it signed. */
import { randomBytes, webcrypto } from "node:crypto";
import { isIP } from "node:net";

/** Everything an https server and its clients need, as PEM. */
export interface ServerCertificate {
    /** What a client has to trust. */
    readonly ca: string;
    readonly certificate: string;
    readonly privateKey: string;
}

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const DAY_MS = 24 * 60 * 60 * 1000;
/** A sandbox lives for minutes; one that is kept may live for a month. */
const VALID_DAYS = 30;
const AUTHORITY_NAME = "CN=tempo-sts sandbox AWS";

/**
 * Makes an authority, lets it sign one certificate, and throws the authority's key away.
 *
 * @param names DNS names and IP addresses under which the server is reached
 */
export async function makeServerCertificate(names: readonly string[]): Promise<ServerCertificate> {
    const x509 = await import("@peculiar/x509");
    const [authority, server] = await Promise.all([keyPair(), keyPair()]);
    const lifetime = {
        notBefore: new Date(Date.now() - DAY_MS),
        notAfter: new Date(Date.now() + VALID_DAYS * DAY_MS),
    };
    // Key identifiers in both, because strict verifiers (Python's since 3.13) insist on them.
    const authorityId = await x509.SubjectKeyIdentifierExtension.create(authority.publicKey);
    const ca = await x509.X509CertificateGenerator.createSelfSigned({
        ...lifetime,
        name: AUTHORITY_NAME,
        serialNumber: serialNumber(),
        keys: authority,
        signingAlgorithm: ALGORITHM,
        extensions: [
            new x509.BasicConstraintsExtension(true, 0, true),
            new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
            authorityId,
        ],
    });
    const certificate = await x509.X509CertificateGenerator.create({
        ...lifetime,
        subject: "CN=tempo-sts sandbox",
        issuer: AUTHORITY_NAME,
        serialNumber: serialNumber(),
        publicKey: server.publicKey,
        signingKey: authority.privateKey,
        signingAlgorithm: ALGORITHM,
        extensions: [
            new x509.BasicConstraintsExtension(false, undefined, true),
            new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
            new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
            new x509.SubjectAlternativeNameExtension(
                names.map((value) => ({ type: isIP(value) === 0 ? "dns" : "ip", value })),
            ),
            new x509.AuthorityKeyIdentifierExtension(authorityId.keyId),
            await x509.SubjectKeyIdentifierExtension.create(server.publicKey),
        ],
    });
    return {
        ca: ca.toString("pem"),
        certificate: certificate.toString("pem"),
        privateKey: x509.PemConverter.encode(
            await webcrypto.subtle.exportKey("pkcs8", server.privateKey),
            "PRIVATE KEY",
        ),
    };
}

async function keyPair(): Promise<webcrypto.CryptoKeyPair> {
    return webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
}

function serialNumber(): string {
    // The first byte keeps the number positive, as X.509 wants it.
    return `01${randomBytes(15).toString("hex")}`;
}
