/** A TCP port on loopback that nobody listens on at this moment. */
import { createServer } from "node:net";

/** Asks the kernel. Another process may take the port before it is used: the caller tries again with a new one. */
export async function freePort(): Promise<number> {
    const server = createServer();
    return new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen({ host: "127.0.0.1", port: 0, exclusive: true }, () => {
            const address = server.address();
            const port = typeof address === "object" && address !== null ? address.port : 0;
            server.close(() => {
                resolve(port);
            });
        });
    });
}
