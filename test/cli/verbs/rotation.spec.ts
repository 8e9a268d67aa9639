import { expect } from "chai";

import type { Rooms } from "../../../cli/rooms.ts";
import type { SigningKeys } from "../../../components/pure/discovery-documents.ts";
import type { RotationFacts, Seen } from "../../../stacks/rotation/facts.ts";
import type { Cluster } from "../../../stacks/cluster/connection.ts";
import { rotationText } from "../../../cli/output/rotation-text.ts";
import { styleFor } from "../../../cli/output/style.ts";
import { judgeRotation } from "../../../stacks/rotation/judge.ts";
import { ClusterUnreachable } from "../../../stacks/cluster/connection.ts";
import { checkCommandLines, failing, type Case } from "../../support/command-lines.ts";
import { someSettings } from "../../support/fake-rooms.ts";
import {
    arnOf,
    facts,
    hoursAgo,
    KEY,
    NEW,
    NOW,
    OLD,
    settings,
} from "../../stacks/rotation/facts.ts";

const CLUSTER: Cluster = {
    context: "c",
    server: "https://api",
    ask: () => Promise.reject(new Error("nobody was to ask")),
};

function looking(found: Partial<RotationFacts>, oidcProvider: object = {}): Partial<Rooms> {
    return {
        readSettings: () => Promise.resolve(someSettings({ issuer: NEW, oidcProvider })),
        connectCluster: () => Promise.resolve(CLUSTER),
        lookAtRotation: () => Promise.resolve(facts(found)),
    };
}

const alone = { value: { arn: "role", trusted: [{ issuer: NEW, providerArn: arnOf(NEW) }] } };
const going = { previousIssuers: [{ issuer: OLD }] };
const used = {
    value: {
        since: hoursAgo(24),
        uses: [{ providerArn: arnOf(OLD), calls: 1, last: new Date() }],
    },
};

const CASES: readonly Case[] = [
    {
        argv: "rotation --stack dev",
        rooms: looking({ role: alone }),
        ended: "ok",
        text: /^✔ dev: one issuer, and the role trusts it\n[^]*keys +all of the cluster's are published/u,
    },
    {
        argv: "rotation --stack dev",
        rooms: looking({ use: used }, going),
        ended: "ok",
        text: /^✔ dev: on its way[^]*1\. Leave https:\/\/oidc\.example\.com\/old trusted/u,
    },
    {
        argv: "rotation --stack dev",
        rooms: looking({}, going),
        ended: "drift",
        text: /^! dev: something is to be done[^]*is not used any more: remove it/u,
    },
    {
        argv: "rotation --stack dev",
        rooms: looking({ role: { value: { arn: "role", trusted: [] } } }),
        ended: "proof",
        text: /^✘ dev: tokens of the cluster are refused/u,
    },
    {
        argv: "rotation --stack dev",
        rooms: looking({ role: { because: "AccessDenied" }, use: { because: "AccessDenied" } }),
        ended: "preflight",
        text: /Not checked\n {2}! could not check the role, because AccessDenied/u,
    },
    {
        argv: "rotation --stack dev",
        rooms: looking({
            clusterKeys: { value: { keys: [KEY, { ...KEY, kid: "k2" }] } },
            role: alone,
        }),
        ended: "proof",
        text: /keys +not published: k2/u,
    },
    failing(
        "rotation --stack dev",
        "connectCluster",
        new ClusterUnreachable("https://api", new Error("x")),
        "preflight",
    ),
];

describe("rotation", () => {
    checkCommandLines(CASES);

    it("shows each issuer with what is known of it", () => {
        const view = {
            ...{ width: 100, tableWidth: Infinity },
            style: styleFor(false),
            clean: (text: string) => text,
        };
        const until = "20261124T110000Z";
        const given = settings({ previousIssuers: [{ issuer: OLD, until }] });
        const keys = { value: { keys: [KEY, { ...KEY, kid: "k0" }] } };
        const published = new Map<string, Seen<SigningKeys>>([
            [NEW, keys],
            [OLD, { because: "no answer" }],
        ]);
        const text = rotationText("prod", judgeRotation(facts({ published }), given, NOW), view);
        expect(text).to.contain(
            "keys      all of the cluster's are published; it publishes besides: k0",
        );
        expect(text).to.contain("standing  going, until 20261124T110000Z, which is over");
        expect(text).to.contain("keys      could not check, because no answer");
        expect(text).to.contain("· CloudTrail: no call for the role since");
    });
});
