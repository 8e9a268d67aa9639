/** A front before a server that does whatever a test wants, for looking at the forwarding alone. */
import { once } from "node:events";
import { readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { ClientRequest, IncomingMessage, Server, ServerResponse } from "node:http";
import { request } from "node:https";
import { join } from "node:path";

import { makeServerCertificate } from "../../../sandbox/aws/certificates.ts";
import { startFront } from "../../../sandbox/aws/front.ts";
import type { Front } from "../../../sandbox/aws/front.ts";
import { temporaryFolder } from "./fixture.ts";

/** A signature that looks like one; the fake emulator does not check it. */
export const AUTHORIZATION =
    "AWS4-HMAC-SHA256 Credential=AKIA0123456789ABCDEF/20261124/us-east-2/s3/aws4_request, SignedHeaders=host, Signature=00";

type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

/** What a test sees of it. */
export interface FakeEmulator {
    readonly server: () => Server;
    readonly front: () => Front;
    readonly caFile: () => string;
    /** What the emulator does from now on. */
    readonly answerWith: (behaviour: Behaviour) => void;
    /** Opens a request to the front's https endpoint. */
    readonly open: (
        method: string,
        path: string,
        headers?: Record<string, string>,
    ) => Promise<ClientRequest>;
}

/** Starts a front before a socket; nothing of the web identity exchange is there. */
export async function frontBefore(socketPath: string, caFile: string): Promise<Front> {
    const certificate = await makeServerCertificate(["127.0.0.1"]);
    await writeFile(caFile, certificate.ca);
    const unused = () => {
        throw new Error("not part of this test");
    };
    return startFront({
        ...{ socketPath, certificate, keysFor: unused },
        iam: { createAdministrator: unused, clientIds: unused, role: unused, close: unused },
    });
}

/** Starts both before the tests of a suite and ends them after. */
export function useFakeEmulator(): FakeEmulator {
    let dir = "";
    let running: Front | undefined;
    let behaviour: Behaviour = (_, response) => response.end();
    const server = createServer((incoming, outgoing) => {
        behaviour(incoming, outgoing);
    });
    const caFile = () => join(dir, "ca.pem");
    const front = () => {
        if (running === undefined) throw new Error("The front is used outside of a test.");
        return running;
    };
    before(async () => {
        dir = await temporaryFolder();
        server.listen(join(dir, "emulator.sock"));
        await once(server, "listening");
        running = await frontBefore(join(dir, "emulator.sock"), caFile());
    });
    after(async () => {
        await running?.stop();
        server.close();
        server.closeAllConnections();
        await rm(dir, { recursive: true });
    });
    return {
        ...{ caFile, front },
        server: () => server,
        answerWith: (next) => {
            behaviour = next;
        },
        open: async (method, path, headers = {}) => {
            const ca = await readFile(caFile(), "utf8");
            const { port } = new URL(front().endpoint);
            const all = { authorization: AUTHORIZATION, ...headers };
            return request({
                ...{ method, path, port, ca },
                host: "127.0.0.1",
                headers: all,
                agent: false,
            });
        },
    };
}
