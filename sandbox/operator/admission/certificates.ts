/** A certificate authority of our own and one server certificate, for webhooks on this computer. */
import { randomBytes, webcrypto } from "node:crypto";
import { isIP } from "node:net";

/** A server certificate and the authority that vouches for it, all as PEM. */
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

/**
 * Makes an authority, lets it sign a certificate for one host, and throws the authority's key away.
 *
 * @param host name or IP address under which the server is reached
 */
export async function makeServerCertificate(host: string): Promise<ServerCertificate> {
    const x509 = await import("@peculiar/x509");
    const [authority, server] = await Promise.all([
        webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]),
        webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]),
    ]);
    const lifetime = {
        notBefore: new Date(Date.now() - DAY_MS),
        notAfter: new Date(Date.now() + VALID_DAYS * DAY_MS),
    };
    const authorityName = "CN=tempo-sts sandbox webhooks";
    const ca = await x509.X509CertificateGenerator.createSelfSigned({
        ...lifetime,
        name: authorityName,
        serialNumber: serialNumber(),
        keys: authority,
        signingAlgorithm: ALGORITHM,
        extensions: [
            new x509.BasicConstraintsExtension(true, 0, true),
            new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
        ],
    });
    const certificate = await x509.X509CertificateGenerator.create({
        ...lifetime,
        subject: `CN=${host}`,
        issuer: authorityName,
        serialNumber: serialNumber(),
        publicKey: server.publicKey,
        signingKey: authority.privateKey,
        signingAlgorithm: ALGORITHM,
        extensions: [
            new x509.BasicConstraintsExtension(false, undefined, true),
            new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
            new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
            new x509.SubjectAlternativeNameExtension([
                { type: isIP(host) === 0 ? "dns" : "ip", value: host },
            ]),
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

function serialNumber(): string {
    // The first byte keeps the number positive, as X.509 wants it.
    return `01${randomBytes(15).toString("hex")}`;
}
