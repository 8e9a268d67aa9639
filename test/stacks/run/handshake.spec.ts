import { expect } from "chai";

import { handshake } from "../../../stacks/run/actions/handshake.ts";
import { HandshakeError } from "../../../stacks/handshake/request.ts";
import { PhaseError } from "../../../stacks/run/failure.ts";
import type { PhaseContext } from "../../../stacks/run/options.ts";
import { isWorthRetry } from "../../../stacks/run/retry.ts";
import {
    awsError,
    claimsFor,
    fakeCloud,
    tokenOf,
    tokenReply,
    type Answers,
    type FakeCloud,
} from "../support/fake-cloud.ts";
import { rejection } from "../support/rejection.ts";
import { phaseContext, settingsFor } from "./context.ts";

/** What the phase adds to the handshake itself, in a cloud that answers as a test tells it. */
describe("the handshake phase", () => {
    const clouds: FakeCloud[] = [];
    after(async () => {
        await Promise.all(clouds.map(async (cloud) => cloud.stop()));
    });

    async function context(answers: Answers = {}, more: Partial<PhaseContext> = {}) {
        const cloud = await fakeCloud(answers);
        clouds.push(cloud);
        const { sts = "", s3 = "" } = cloud.aws.endpoints ?? {};
        return phaseContext(settingsFor({ cluster: cloud.cluster.server, sts, s3 }), more);
    }

    it("takes every service account through the chain, each with its own finding", async () => {
        const { findings, detail } = await handshake(await context());
        expect(findings?.map(({ name, status }) => `${name} ${status}`)).to.deep.equal([
            "tempo-t ok",
            "tempo-t-query-frontend ok",
        ]);
        expect(findings?.[0]?.found).to.match(/^token, role, and put, .*, at once \(0\.0 s\)$/);
        expect(detail).to.equal(
            "2 service accounts take arn:aws:iam::123456789012:role/tracing-n-b and use tracing-n-b",
        );
    });

    it("waits out what IAM has not spread yet, and says how long it took", async () => {
        let asked = 0;
        const late = await context({
            sts: () => {
                asked += 1;
                return asked <= 2
                    ? awsError(
                          403,
                          "AccessDenied",
                          "Not authorized to perform sts:AssumeRoleWithWebIdentity",
                      )
                    : undefined;
            },
        });
        const { findings } = await handshake(late);
        expect(findings?.[0]?.found).to.match(
            /after 2 attempts that had to be waited out \([1-4]\.\d s\)$/,
        );
        expect(late.told).to.have.lengthOf(2);
    });

    it("fails at once for a mismatch, which no other attempt of the phase cures", async () => {
        const claims = { ...claimsFor("tempo-t"), aud: ["other"] };
        let asked = 0;
        const wrong = await context({
            cluster: ({ method }) => (method === "POST" ? tokenReply(tokenOf(claims)) : undefined),
            sts: () => {
                asked += 1;
                return awsError(400, "InvalidIdentityToken", "Incorrect token audience");
            },
        });
        const error = await rejection(handshake(wrong));
        expect(error).to.be.instanceOf(HandshakeError);
        expect(error.message).to.contain("(mismatch)").and.to.contain("aud other");
        expect(isWorthRetry(error)).to.equal(false);
        expect(asked).to.equal(1);
    });

    it("fails without the outputs that it needs, with what to do", async () => {
        const error = await rejection(
            handshake(await context({}, { outputs: () => Promise.resolve({ other: 1 }) })),
        );
        expect(error).to.be.instanceOf(PhaseError);
        expect(error.message).to.match(/output roleArn, found only other\. Deploy it first/);
    });
});
