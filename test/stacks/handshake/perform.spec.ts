import { expect } from "chai";

import { awsError, s3Error, WORLD } from "../support/fake-cloud.ts";
import type { Reply } from "../support/local-server.ts";
import { rejection } from "../support/rejection.ts";
import { handshakeWorld, type HandshakeWorld } from "./world.ts";

const DENIED = awsError(403, "AccessDenied", "Not authorized to perform sts:AssumeRole");

describe("stacks/handshake/perform", () => {
    let world: HandshakeWorld;

    beforeEach(() => {
        world = handshakeWorld();
    });

    afterEach(async () => {
        await world.stop();
    });

    it("lets every service account take the role by its own token and use the bucket", async () => {
        await world.perform();
        const { cluster, sts, s3 } = world.requests();
        const tokens = cluster.filter(({ method }) => method === "POST");
        expect(tokens.map(({ url }) => url)).to.deep.equal(
            WORLD.serviceAccounts.map(
                (name) => `/api/v1/namespaces/n/serviceaccounts/${name}/token`,
            ),
        );
        expect(JSON.parse(tokens[0]?.body ?? "")).to.deep.include({
            spec: { audiences: ["sts.amazonaws.com"], expirationSeconds: 600 },
        });
        const calls = sts.map(({ body }) => new URLSearchParams(body));
        expect(calls.map((call) => call.get("RoleArn"))).to.deep.equal([
            WORLD.roleArn,
            WORLD.roleArn,
        ]);
        expect(claimsIn(calls[1]?.get("WebIdentityToken") ?? "")).to.include({
            iss: WORLD.issuer,
            sub: "system:serviceaccount:n:tempo-t-query-frontend",
        });
        expect(calls[0]?.get("DurationSeconds")).to.equal("900");
        expect(sts.every(({ headers }) => headers.authorization === undefined)).to.equal(true);
        expect(s3.map(({ method }) => method)).to.deep.equal([
            ...["PUT", "GET", "GET", "DELETE"],
            ...["PUT", "GET", "GET", "DELETE"],
        ]);
        expect(s3[0]?.headers.authorization).to.include("Credential=ASIATEMP/");
        expect(s3[0]?.headers["x-amz-security-token"]).to.equal("session");
        expect(s3[0]?.url).to.match(/^\/tracing-n-b\/tempo-sts-handshake\/[0-9a-f-]{36}/);
        expect(world.sleptSeconds()).to.equal(0);
    });

    it("stays within its part of a shared bucket, lists included", async () => {
        await world.perform({}, {}, { prefix: "teams/a" });
        const [put, list] = world.requests().s3;
        expect(put?.url).to.match(/^\/tracing-n-b\/teams\/a\/tempo-sts-handshake\/[0-9a-f-]{36}/);
        expect(new URLSearchParams(list?.url.split("?")[1]).get("prefix")).to.equal(
            "teams/a/tempo-sts-handshake/",
        );
    });

    it("uses a bucket of no other account, where it is told whose it is", async () => {
        await world.perform({}, {}, { bucketOwner: "123456789012" });
        const owners = world
            .requests()
            .s3.map(({ headers }) => headers["x-amz-expected-bucket-owner"]);
        expect(owners).to.deep.equal(Array(8).fill("123456789012"));
        await world.perform();
        expect(world.requests().s3[0]?.headers).not.to.have.property("x-amz-expected-bucket-owner");
    });

    it("waits for IAM to spread the role, and says so", async () => {
        const said: string[] = [];
        await world.perform({ sts: first(4, DENIED) }, { report: (message) => said.push(message) });
        expect(world.sleptSeconds()).to.be.within(3, 25);
        expect(said).to.have.length(4);
        expect(said[0]).to.match(/^tempo-t: STS said AccessDenied.*not spread the role yet/);
    });

    it("waits for IAM to spread the policy, with patience of its own after that for the role", async () => {
        const s3 = first(8, s3Error(403, "AccessDenied", "Access Denied"));
        await world.perform({ sts: first(12, DENIED), s3 });
        expect(world.sleptSeconds()).to.be.above(60);
    });

    it("takes a new token once when STS finds it expired, and fails the second time", async () => {
        const expired = awsError(400, "ExpiredTokenException", "Token expired");
        await world.perform({ sts: first(1, expired) });
        const error = await world.failure({ sts: () => expired });
        expect(world.requests().sts).to.have.length(2);
        expect(error.message).to.include("(expired)");
    });

    it("asks again for a token that the cluster cannot give yet", async () => {
        let left = 3;
        await world.perform({
            cluster: ({ method }) => {
                left -= method === "POST" ? 1 : 0;
                return method === "POST" && left >= 0 ? { status: 500 } : undefined;
            },
        });
        expect(world.sleptSeconds()).to.be.above(1);
    });

    it("ends with the caller's reason when the caller gives up", async () => {
        const controller = new AbortController();
        const reason = new Error("given up");
        const promise = world.perform(
            {
                sts: () => {
                    controller.abort(reason);
                    return DENIED;
                },
            },
            { signal: controller.signal },
        );
        expect(await rejection(promise)).to.equal(reason);
    });
});

function first(count: number, reply: Reply): () => Reply | undefined {
    let left = count;
    return () => {
        left -= 1;
        return left >= 0 ? reply : undefined;
    };
}

// Not the whole token: its end is counted from the second in which it is made.
function claimsIn(token: string): object {
    const [, claims = ""] = token.split(".");
    return JSON.parse(Buffer.from(claims, "base64url").toString()) as object;
}
