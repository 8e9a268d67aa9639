import { expect } from "chai";

import { waitForServiceAccounts } from "../../../stacks/handshake/service-accounts.ts";
import {
    accountReply,
    fakeCloud,
    tempoReply,
    WORLD,
    type Answers,
    type FakeCloud,
} from "../support/fake-cloud.ts";
import { rejection } from "../support/rejection.ts";
import { virtualClock, type VirtualClock } from "../support/virtual-clock.ts";

const NOT_FOUND = { status: 404, body: { message: "not found" } };

describe("stacks/handshake/service-accounts", () => {
    let cloud: FakeCloud | undefined;
    let clock: VirtualClock;

    beforeEach(() => {
        clock = virtualClock();
    });

    afterEach(async () => {
        await cloud?.stop();
        cloud = undefined;
    });

    it("goes on at once where all are there", async () => {
        await wait({});
        expect(clock.sleptSeconds()).to.equal(0);
    });

    it("waits for those that come late, and for their role", async () => {
        await wait({
            cluster: ({ url }) => {
                if (!url.endsWith("query-frontend") || clock.sleptSeconds() > 40) {
                    return undefined;
                }
                return clock.sleptSeconds() < 20 ? NOT_FOUND : accountReply();
            },
        });
        expect(clock.sleptSeconds()).to.be.within(40, 52);
    });

    it("waits while the cluster is away", async () => {
        await wait({ cluster: () => (clock.sleptSeconds() < 10 ? { status: 503 } : undefined) });
        expect(clock.sleptSeconds()).to.be.within(10, 20);
    });

    it("fails at the deadline with each that is missing and what the operator says", async () => {
        const error = await rejection(
            wait({
                cluster: ({ url }) => {
                    if (url.endsWith("query-frontend")) {
                        return NOT_FOUND;
                    }
                    return url.includes("serviceaccounts")
                        ? accountReply("arn:aws:iam::1:role/old")
                        : tempoReply("Pending", "PendingComponents", "Some are pending");
                },
            }),
        );
        expect(clock.sleptSeconds()).to.be.within(300, 312);
        expect(error.message)
            .to.include("service account tempo-t has role arn:aws:iam::1:role/old")
            .and.include("service account tempo-t-query-frontend is not there")
            .and.include("the TempoStack is Pending (PendingComponents): Some are pending")
            .and.include("handshake.timeoutSeconds");
    });

    it("fails at the deadline where the operator has not even seen the TempoStack", async () => {
        const error = await rejection(
            wait({
                cluster: ({ url }) =>
                    url.includes("tempostacks") ? { status: 200, body: {} } : NOT_FOUND,
            }),
        );
        expect(error.message).to.include("no condition on the TempoStack: is it running?");
    });

    it("fails where the TempoStack cannot be read, with the API's reason", async () => {
        const error = await rejection(wait({ cluster: () => NOT_FOUND }));
        expect(error.message).to.include("could not be read: status 404: not found");
    });

    it("fails soon where the operator has given up, with its message", async () => {
        const error = await rejection(
            wait({
                cluster: ({ url }) =>
                    url.includes("tempostacks")
                        ? tempoReply("ConfigurationError", "InvalidStorageConfig", "no field")
                        : NOT_FOUND,
            }),
        );
        expect(clock.sleptSeconds()).to.be.within(10, 22);
        expect(error.message)
            .to.include("ConfigurationError (InvalidStorageConfig): no field")
            .and.include("does not try again");
    });

    it("goes on where the operator only seemed to have given up", async () => {
        await wait({
            cluster: ({ url }) => {
                if (clock.sleptSeconds() > 9) {
                    return undefined;
                }
                return url.includes("tempostacks")
                    ? tempoReply("ConfigurationError", "InvalidStorageConfig", "of before")
                    : NOT_FOUND;
            },
        });
        expect(clock.sleptSeconds()).to.be.within(9, 20);
    });

    async function wait(answers: Answers): Promise<void> {
        cloud = await fakeCloud(answers);
        const { cluster, aws } = cloud;
        const { now, sleep } = clock;
        await waitForServiceAccounts(WORLD, { cluster, aws, timeoutSeconds: 300, now, sleep });
    }
});
