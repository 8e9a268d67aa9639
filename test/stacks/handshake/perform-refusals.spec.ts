import { expect } from "chai";

import { awsError, claimsFor, s3Error, tokenOf, tokenReply, WORLD } from "../support/fake-cloud.ts";
import type { Received, Reply } from "../support/local-server.ts";
import { handshakeWorld, type HandshakeWorld } from "./world.ts";

const DENIED = awsError(403, "AccessDenied", "Not authorized to perform sts:AssumeRole");

describe("stacks/handshake/perform, refused", () => {
    let world: HandshakeWorld;

    beforeEach(() => {
        world = handshakeWorld();
    });

    afterEach(async () => {
        await world.stop();
    });

    it("fails at the deadline with what the token says, which is as expected", async () => {
        const error = await world.failure({ sts: () => DENIED }, { timeoutSeconds: 60 });
        expect(world.sleptSeconds()).to.be.within(60, 75);
        expect(error.message)
            .to.match(
                /^system:serviceaccount:n:tempo-t did not get through AssumeRoleWithWebIdentity \(permission\)\./,
            )
            .and.include(`role      ${WORLD.roleArn}`)
            .and.include(`expected  iss ${WORLD.issuer}, aud sts.amazonaws.com, sub `)
            .and.match(
                /token {5}iss https:\/\/oidc\.example\/c, aud sts\.amazonaws\.com, sub .*, until 20/,
            );
    });

    it("fails at once where the token differs from what the role trusts", async () => {
        const error = await world.failure({
            sts: () => DENIED,
            cluster: tokens({ ...claimsFor("tempo-t"), iss: "https://other.example" }),
        });
        expect(world.sleptSeconds()).to.equal(0);
        expect(world.requests().sts).to.have.length(1);
        expect(error.message)
            .to.include("(mismatch)")
            .and.include('Expected the issuer "https://oidc.example/c"')
            .and.include("token     iss https://other.example");
    });

    it("never says a word of the token itself", async () => {
        const token = tokenOf({ ...claimsFor("tempo-t"), iss: "https://other.example" });
        const error = await world.failure({
            cluster: tokens({ ...claimsFor("tempo-t"), iss: "https://other.example" }),
            sts: () => awsError(400, "InvalidIdentityToken", `cannot read ${token}`),
        });
        expect(error.message).not.to.include(token.slice(0, 20));
        expect(error.message).not.to.include("c2lnbmF0dXJl");
    });

    it("fails for another reason after an expired token, not for ever", async () => {
        const replies = [
            awsError(400, "ExpiredTokenException", "Token expired"),
            awsError(400, "ValidationError", "bad ARN"),
        ];
        const error = await world.failure({ sts: () => replies.shift() });
        expect(error.message).to.include("ValidationError");
    });

    for (const [operation, matches] of [
        ["put", ({ method }: Received) => method === "PUT"],
        ["list", ({ url }: Received) => url.includes("list-type=2")],
        ["get", ({ method, url }: Received) => method === "GET" && !url.includes("list-type")],
        ["delete", ({ method }: Received) => method === "DELETE"],
    ] as const) {
        it(`fails with the operation where the role may not ${operation}`, async () => {
            const denied = s3Error(403, "AccessDenied", "Access Denied");
            const error = await world.failure({
                s3: (request) => (matches(request) ? denied : undefined),
            });
            expect(error.message).to.include(`did not get through S3 (${operation})`);
            expect(error.message).to.include("S3 said AccessDenied");
            const { s3 } = world.requests();
            const puts = s3.filter(({ method }) => method === "PUT").length;
            const deletes = s3.filter(({ method }) => method === "DELETE").length;
            expect(deletes, "objects that stay").to.equal(operation === "put" ? 0 : puts);
        });
    }

    it("fails where the object that is read is not the one that was written", async () => {
        const error = await world.failure({
            s3: ({ method, url }) =>
                method === "GET" && !url.includes("list-type")
                    ? { status: 200, body: "something else" }
                    : undefined,
        });
        expect(error.message).to.include("not the one that was written");
    });

    it("fails at once where the bucket is in another Region", async () => {
        const error = await world.failure({
            s3: () => s3Error(301, "PermanentRedirect", "elsewhere"),
        });
        expect(world.sleptSeconds()).to.equal(0);
        expect(error.message).to.include("another Region");
    });

    it("fails with the network's reason where STS cannot be reached", async () => {
        const endpoints = { sts: "http://127.0.0.1:1" };
        const error = await world.failure({}, { aws: { region: "us-east-2", endpoints } });
        expect(error.message).to.include("(unreachable)").and.include("ECONNREFUSED");
        expect(world.sleptSeconds()).to.be.within(90, 110);
    });

    it("fails at once where the user may not create tokens, and says what is needed", async () => {
        const error = await world.failure({
            cluster: ({ method }) =>
                method === "POST" ? { status: 403, body: { message: "forbidden" } } : undefined,
        });
        expect(world.sleptSeconds()).to.equal(0);
        expect(error.message)
            .to.include("serviceaccounts/token")
            .and.include("status 403: forbidden")
            .and.include("handshake.enabled false");
    });

    it("fails where the token is no JWT, without showing it", async () => {
        const error = await world.failure({
            cluster: ({ method }) => (method === "POST" ? tokenReply("hush.hush") : undefined),
        });
        expect(error.message).to.include("no JWT").and.not.include("hush");
    });
});

function tokens(claims: object): (request: Received) => Reply | undefined {
    return ({ method }) => (method === "POST" ? tokenReply(tokenOf(claims)) : undefined);
}
