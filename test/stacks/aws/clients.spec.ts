import { mkdtemp, rm, writeFile } from "node:fs/promises";
import * as http from "node:http";
import * as net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { PutObjectCommand } from "@aws-sdk/client-s3";
import { expect } from "chai";

import {
    makeServerCertificate,
    type ServerCertificate,
} from "../../../sandbox/aws/certificates.ts";
import { iamClient, s3Client, stsClient } from "../../../stacks/aws/clients.ts";
import { listOidcProviders } from "../../../stacks/aws/oidc-providers.ts";
import { localServer, type LocalServer } from "../support/local-server.ts";
import { rejection } from "../support/rejection.ts";

const NAMES = ["oidc.example/a", "oidc.example/b"];
const LIST = `<ListOpenIDConnectProvidersResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
  <ListOpenIDConnectProvidersResult><OpenIDConnectProviderList>
    ${NAMES.map((name) => `<member><Arn>arn:aws:iam::1:oidc-provider/${name}</Arn></member>`).join("")}
  </OpenIDConnectProviderList></ListOpenIDConnectProvidersResult>
</ListOpenIDConnectProvidersResponse>`;

describe("stacks/aws/clients", () => {
    const kept = { ...process.env };
    const credentials = { accessKeyId: "AKIAGIVEN", secretAccessKey: "secret" };
    let certificate: ServerCertificate;
    let server: LocalServer;
    let folder = "";
    let caBundle = "";

    before(async () => {
        certificate = await makeServerCertificate(["localhost", "127.0.0.1"]);
        folder = await mkdtemp(join(tmpdir(), "aws-clients-"));
        caBundle = join(folder, "ca.pem");
        await writeFile(caBundle, certificate.ca);
    });

    beforeEach(async () => {
        const others = Object.entries(kept).filter(([name]) => !name.startsWith("AWS_"));
        process.env = {
            ...Object.fromEntries(others),
            AWS_EC2_METADATA_DISABLED: "true",
            AWS_CONFIG_FILE: "/nowhere",
        };
        server = await localServer(() => ({ status: 200, body: LIST }), certificate);
    });

    afterEach(async () => {
        process.env = { ...kept };
        await server.stop();
    });

    after(async () => {
        await rm(folder, { recursive: true });
    });

    it("list the OIDC providers of the account", async () => {
        const found = await listOidcProviders({ ...connection(), credentials });
        expect(found).to.deep.equal(NAMES.map((name) => `arn:aws:iam::1:oidc-provider/${name}`));
        expect(signer()).to.equal("AKIAGIVEN");
    });

    it("refuse an authority that nobody named", async () => {
        const error = await rejection(
            listOidcProviders({ ...connection(), caBundle: undefined, credentials }),
        );
        expect(error.message).to.match(/certificate|verify/i);
    });

    it("find credentials in the environment", async () => {
        process.env["AWS_ACCESS_KEY_ID"] = "AKIAENV";
        process.env["AWS_SECRET_ACCESS_KEY"] = "secret";
        await listOidcProviders(connection());
        expect(signer()).to.equal("AKIAENV");
    });

    it("find credentials in the given file, by profile", async () => {
        const credentialsFile = join(folder, ".awscred");
        const section = (name: string) =>
            `[${name}]\naws_access_key_id = AKIA${name}\naws_secret_access_key = x\n`;
        await writeFile(credentialsFile, section("default") + section("ci"));
        await listOidcProviders({ ...connection(), credentialsFile });
        expect(signer()).to.equal("AKIAdefault");
        await listOidcProviders({ ...connection(), credentialsFile, profile: "ci" });
        expect(signer()).to.equal("AKIAci");
    });

    it("fail where there are no credentials", async () => {
        const credentialsFile = join(folder, "missing");
        const error = await rejection(listOidcProviders({ ...connection(), credentialsFile }));
        expect(error.message).to.match(/credentials/);
        expect(server.received).to.have.length(0);
    });

    it("write the bucket's name into the path where that is wanted", async () => {
        const client = await s3Client({ ...connection(), credentials, forcePathStyle: true });
        await client.send(new PutObjectCommand({ Bucket: "bucket", Key: "a/b", Body: "x" }));
        client.destroy();
        expect(server.received[0]?.url).to.match(/^\/bucket\/a\/b/);
    });

    it("try each request once", async () => {
        await server.stop();
        server = await localServer(() => ({ status: 503, body: "" }), certificate);
        await rejection(listOidcProviders({ ...connection(), credentials }));
        expect(server.received).to.have.length(1);
    });

    it("go through the proxy", async () => {
        const tunnels: string[] = [];
        const proxy = http.createServer().on("connect", (request, socket: net.Socket) => {
            tunnels.push(request.url ?? "");
            const [host, port] = (request.url ?? "").split(":");
            const onward = net.connect(Number(port), host, () => {
                socket.write("HTTP/1.1 200 OK\r\n\r\n");
                onward.pipe(socket).pipe(onward);
            });
            socket.on("error", () => onward.destroy());
            onward.on("error", () => socket.destroy());
        });
        await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
        const { port } = proxy.address() as net.AddressInfo;
        const HTTPS_PROXY = `http://127.0.0.1:${port}`;
        try {
            await listOidcProviders({
                ...connection(),
                credentials,
                proxy: { HTTPS_PROXY, NO_PROXY: "" },
            });
        } finally {
            proxy.closeAllConnections();
            proxy.close();
        }
        expect(tunnels).to.deep.equal([new URL(server.url).host]);
        expect(server.received).to.have.length(1);
    });

    it("ask AWS's own endpoints of the Region where none are given", async () => {
        for (const [make, host] of [
            [s3Client, "s3.us-gov-west-1.amazonaws.com"],
            [stsClient, "sts.us-gov-west-1.amazonaws.com"],
            [iamClient, "iam.us-gov.amazonaws.com"],
        ] as const) {
            const client = await make({ region: "us-gov-west-1", credentials });
            const { endpointProvider, region } = client.config;
            const parameters = { Region: await region(), UseFIPS: false, UseDualStack: false };
            expect(endpointProvider(parameters).url.hostname).to.equal(host);
            expect(client.config.endpoint).to.equal(undefined);
            client.destroy();
        }
    });

    function connection() {
        const endpoints = { iam: server.url, s3: server.url, sts: server.url };
        return { region: "us-east-2", endpoints, caBundle };
    }

    function signer(): string | undefined {
        const { authorization = "" } = server.received.at(-1)?.headers ?? {};
        return /Credential=([^/]+)\//.exec(authorization)?.[1];
    }
});
