import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import {
    makeServerCertificate,
    type ServerCertificate,
} from "../../../sandbox/aws/certificates.ts";
import { askOutside } from "../../../stacks/aws/outside.ts";
import { readPublishedKeys } from "../../../stacks/rotation/published-keys.ts";
import { localServer, type LocalServer, type Reply } from "../support/local-server.ts";
import { rejection } from "../support/rejection.ts";

describe("stacks/aws/outside", () => {
    let certificate: ServerCertificate;
    let folder: string;
    let caBundle: string;
    let server: LocalServer | undefined;

    before(async () => {
        certificate = await makeServerCertificate(["localhost", "127.0.0.1"]);
        folder = await mkdtemp(join(tmpdir(), "tempo-sts-outside-"));
        caBundle = join(folder, "ca.pem");
        await writeFile(caBundle, certificate.ca);
    });

    afterEach(async () => server?.stop());
    after(() => rm(folder, { recursive: true }));

    async function answering(reply: Reply | "hang"): Promise<string> {
        server = await localServer(() => reply, certificate);
        return server.url;
    }

    it("gives status and text, without any credentials", async () => {
        const url = await answering({ status: 404, body: "none" });
        const { date, ...answer } = await askOutside(`${url}/x`, { caBundle });
        expect(answer).to.deep.equal({ status: 404, text: "none" });
        expect(Date.parse(date ?? "")).to.be.closeTo(Date.now(), 60_000);
        expect(server?.received[0]?.headers.authorization).to.equal(undefined);
    });

    it("goes nowhere else, for STS does not either", async () => {
        const url = await answering({ status: 302, headers: { location: "https://elsewhere" } });
        expect((await askOutside(url, { caBundle })).status).to.equal(302);
    });

    it("fails for an answer that is too long, with the host", async () => {
        const url = await answering({ status: 200, body: "x".repeat(300_000) });
        const error = await rejection(askOutside(url, { caBundle }));
        expect(error.message).to.match(/^127\.0\.0\.1:\d+ gave no answer: more than 262144 bytes$/);
    });

    it("fails for a certificate that nobody vouches for", async () => {
        const url = await answering({ status: 200 });
        const error = await rejection(askOutside(url, {}));
        expect(error.message).to.match(/gave no answer: .*certificate/);
    });

    it("ends with the signal", async () => {
        const url = await answering("hang");
        const ended = new AbortController();
        const asked = askOutside(url, { caBundle }, ended.signal);
        ended.abort(new Error("enough"));
        expect((await rejection(asked)).message).to.equal("enough");
    });
});

describe("stacks/rotation/published-keys", () => {
    const issuer = "https://oidc.example.com/id";
    const keys = { keys: [{ kid: "a", kty: "RSA", n: "AQAB", e: "AQAB" }] };
    const document = { issuer, jwks_uri: `${issuer}/keys.json` };

    function publishing(texts: Readonly<Record<string, unknown>>, asked: string[] = []) {
        return async (url: string) => {
            asked.push(url);
            const found = texts[url];
            await Promise.resolve();
            return {
                status: found === undefined ? 403 : 200,
                text: typeof found === "string" ? found : JSON.stringify(found),
            };
        };
    }

    const place = `${issuer}/.well-known/openid-configuration`;

    it("follows the discovery document to the keys", async () => {
        const asked: string[] = [];
        const texts = { [place]: document, [`${issuer}/keys.json`]: keys };
        expect(await readPublishedKeys(issuer, publishing(texts, asked))).to.deep.equal(keys);
        expect(asked).to.deep.equal([place, `${issuer}/keys.json`]);
    });

    const faults: [string, Readonly<Record<string, unknown>>, string][] = [
        ["the document is not there", {}, `${place} answered with status 403`],
        ["the document is no JSON", { [place]: "<html>" }, `${place} holds no JSON`],
        [
            "the document is another issuer's",
            { [place]: { ...document, issuer: `${issuer}/` } },
            `${place} speaks for the issuer "${issuer}/"`,
        ],
        [
            "the keys are not behind https",
            { [place]: { ...document, jwks_uri: "http://x/keys" } },
            'names no https place for the keys, but "http://x/keys"',
        ],
        ["the keys are not there", { [place]: document }, "keys.json answered with status 403"],
        [
            "there are no keys",
            { [place]: document, [`${issuer}/keys.json`]: { keys: [] } },
            "expected a JSON Web Key Set",
        ],
    ];
    for (const [what, texts, words] of faults) {
        it(`fails where ${what}`, async () => {
            const error = await rejection(readPublishedKeys(issuer, publishing(texts)));
            expect(error.message).to.contain(words);
        });
    }
});
