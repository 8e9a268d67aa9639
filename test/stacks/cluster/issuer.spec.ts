import { expect } from "chai";

import { connectCluster } from "../../../stacks/cluster/connection.ts";
import { discoverIssuer } from "../../../stacks/cluster/issuer.ts";
import { SettingsError } from "../../../stacks/settings/settings-error.ts";
import {
    kubeconfigFor,
    localServer,
    type LocalServer,
    type Reply,
} from "../support/local-server.ts";
import { rejection } from "../support/rejection.ts";

const AUTHENTICATION = "/apis/config.openshift.io/v1/authentications/cluster";
const WELL_KNOWN = "/.well-known/openid-configuration";
const ISSUER = "https://oidc.example/cluster";

describe("stacks/cluster/issuer", () => {
    let server: LocalServer | undefined;

    afterEach(async () => {
        await server?.stop();
        server = undefined;
    });

    it("reads Authentication/cluster before the discovery document", async () => {
        const issuer = await discover({
            [AUTHENTICATION]: authentication(ISSUER),
            [WELL_KNOWN]: { status: 200, body: { issuer: "https://other.example" } },
        });
        expect(issuer).to.equal(ISSUER);
    });

    for (const [name, reply] of [
        ["is empty", authentication("")],
        ["says nothing", { status: 200, body: { spec: {} } }],
        ["does not exist", { status: 404, body: { message: "not found" } }],
        ["may not be read", { status: 403, body: { message: "forbidden" } }],
    ] as const) {
        it(`reads the discovery document where Authentication/cluster ${name}`, async () => {
            const issuer = await discover({
                [AUTHENTICATION]: reply,
                [WELL_KNOWN]: { status: 200, body: { issuer: ISSUER } },
            });
            expect(issuer).to.equal(ISSUER);
        });
    }

    it("fails with what was tried and seen where neither says one", async () => {
        const error = await refusal({
            [AUTHENTICATION]: { status: 404, body: { message: "no such resource" } },
            [WELL_KNOWN]: { status: 403, body: { message: "anonymous may not" } },
        });
        expect(error.problems).to.have.length(1);
        expect(error.message)
            .to.include("Authentication/cluster (status 404: no such resource)")
            .and.include(`${WELL_KNOWN} (status 403: anonymous may not)`)
            .and.include("context here at http://127.0.0.1")
            .and.include("pulumi config set issuer");
    });

    it("fails with the network's code where the cluster is away", async () => {
        const gone = await localServer(() => "hang");
        await gone.stop();
        const cluster = await connectCluster({ kubeconfig: kubeconfigFor(gone.url) });
        const error = await rejection(discoverIssuer(cluster));
        expect(error).to.be.instanceOf(SettingsError);
        expect(error.message).to.include("no answer, ECONNREFUSED");
    });

    for (const [issuer, says] of [
        ["http://oidc.example", /https.*Authentication\/cluster of context here/],
        ["https://kubernetes.default.svc", /AWS can reach.*ccoctl/],
        ["https://kubernetes.default.svc.cluster.local", /AWS can reach/],
    ] as const) {
        it(`refuses the cluster's issuer ${issuer}`, async () => {
            const error = await refusal({ [AUTHENTICATION]: authentication(issuer) });
            expect(error.message).to.match(says);
        });
    }

    it("takes an issuer whose host only looks like one inside the cluster", async () => {
        const issuer = "https://svc.example/kubernetes.default.svc";
        expect(await discover({ [AUTHENTICATION]: authentication(issuer) })).to.equal(issuer);
    });

    async function discover(replies: Readonly<Record<string, Reply>>): Promise<string> {
        server = await localServer(({ url }) => replies[url] ?? { status: 404 });
        return discoverIssuer(await connectCluster({ kubeconfig: kubeconfigFor(server.url) }));
    }

    async function refusal(replies: Readonly<Record<string, Reply>>): Promise<SettingsError> {
        const error = await rejection(discover(replies));
        if (!(error instanceof SettingsError)) {
            throw error;
        }
        return error;
    }
});

function authentication(serviceAccountIssuer: string): Reply {
    return { status: 200, body: { spec: { serviceAccountIssuer } } };
}
