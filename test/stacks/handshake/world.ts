// One handshake after another in fake clouds with a virtual clock.
import { performHandshake } from "../../../stacks/handshake/perform.ts";
import {
    HandshakeError,
    type HandshakeRequest,
    type HandshakeTools,
} from "../../../stacks/handshake/request.ts";
import { fakeCloud, WORLD, type Answers, type FakeCloud } from "../support/fake-cloud.ts";
import { rejection } from "../support/rejection.ts";
import { virtualClock } from "../support/virtual-clock.ts";

/** Makes a handshake and remembers what was asked meanwhile. */
export interface HandshakeWorld {
    /** Makes the handshake in a new cloud that answers so. */
    perform(
        answers?: Answers,
        more?: Partial<HandshakeTools>,
        asked?: Partial<HandshakeRequest>,
    ): Promise<void>;
    /** The same, where it must fail as a handshake does. */
    failure(answers?: Answers, more?: Partial<HandshakeTools>): Promise<HandshakeError>;
    /** What the last cloud was asked. */
    requests(): FakeCloud["requests"];
    readonly sleptSeconds: () => number;
    stop(): Promise<void>;
}

/** A world of its own for one test. */
export function handshakeWorld(): HandshakeWorld {
    const { now, sleep, sleptSeconds } = virtualClock();
    const clouds: FakeCloud[] = [];
    const perform: HandshakeWorld["perform"] = async (answers = {}, more = {}, asked = {}) => {
        const cloud = await fakeCloud(answers);
        clouds.push(cloud);
        const { cluster, aws } = cloud;
        const tools = { cluster, aws, timeoutSeconds: 300, now, sleep };
        await performHandshake({ ...WORLD, ...asked }, { ...tools, ...more });
    };
    return {
        perform,
        failure: async (...args) => {
            const error = await rejection(perform(...args));
            if (!(error instanceof HandshakeError)) {
                throw error;
            }
            return error;
        },
        requests: () => {
            const cloud = clouds.at(-1);
            if (cloud === undefined) {
                throw new Error("there is no cloud");
            }
            return cloud.requests;
        },
        sleptSeconds,
        stop: async () => {
            await Promise.all(clouds.map(async (cloud) => cloud.stop()));
        },
    };
}
