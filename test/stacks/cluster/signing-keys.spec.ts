import { expect } from "chai";

import type { Cluster } from "../../../stacks/cluster/connection.ts";
import { readSigningKeys } from "../../../stacks/cluster/signing-keys.ts";
import { rejection } from "../support/rejection.ts";

function answering(status: number, body: unknown): Cluster {
    return { context: "ctx", server: "https://api", ask: () => Promise.resolve({ status, body }) };
}

describe("stacks/cluster/signing-keys", () => {
    it("gives what the API server verifies tokens by", async () => {
        const keys = { keys: [{ kid: "a", kty: "RSA", n: "AQAB", e: "AQAB" }] };
        expect(await readSigningKeys(answering(200, keys))).to.deep.equal(keys);
    });

    it("fails with the role that is needed where they may not be read", async () => {
        const error = await rejection(readSigningKeys(answering(403, { message: "forbidden" })));
        expect(error.message)
            .to.contain("of context ctx, but status 403: forbidden.")
            .and.to.contain("system:service-account-issuer-discovery");
    });

    it("fails where there are none", async () => {
        const error = await rejection(readSigningKeys(answering(200, { keys: [] })));
        expect(error.message).to.contain("The public keys of context ctx cannot be used");
    });
});
