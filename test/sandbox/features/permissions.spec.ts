import { expect } from "chai";

import { TABLES } from "../../../components/pure/permissions/tables.ts";
import type { Grant } from "../../../components/pure/permissions/grants.ts";
import type { SandboxClients } from "../../../sandbox/aws/clients.ts";
import { sandboxClients } from "../../../sandbox/aws/clients.ts";
import { createOidcProvider } from "../../../sandbox/aws/oidc-provider.ts";
import { freshName } from "../../support/sandbox.ts";
import { useAwsSandbox } from "../aws/fixture.ts";
import { fillBucket } from "./filled-bucket.ts";
import {
    CASES,
    isProven,
    ISSUER,
    rightsOf,
    settingsOf,
    subjectOf,
    type PermissionCase,
} from "./permission-cases.ts";
import { makeBoundary, makeForeign } from "./foreign.ts";
import { liveThrough, type Life } from "./person-stack.ts";

/**
 * The in-process engine drives the sandbox's AWS provider as an IAM user with exactly the generated policies; the cluster's half
 * needs no rights in AWS and is left out, so that one life takes a tenth of a second.
 */
describe("the rights of whoever runs tempo-sts", function () {
    this.timeout(30_000);
    const sandbox = useAwsSandbox({ issuerKeys: () => Promise.resolve({ keys: [] }) });
    let admin: SandboxClients;

    before(async () => {
        admin = await sandboxClients(sandbox());
        await createOidcProvider(sandbox(), ISSUER);
        await makeBoundary(admin);
    });
    after(() => {
        admin.close();
    });

    const live = async (
        each: PermissionCase,
        allowed: (grant: Grant) => boolean = () => true,
    ): Promise<Life> => {
        const name = freshName("person");
        const settings = settingsOf(each, name);
        const { bucketName, profile, bucket } = subjectOf(settings);
        if (each.adopts === true) await makeForeign(admin, name);
        const isEmptied = profile === "ephemeral" && !bucket.adopt;
        return liveThrough({
            ...{ sandbox: sandbox(), admin, name, issuer: settings.issuer, settings },
            grants: rightsOf(settings).filter(allowed),
            ...(isEmptied ? { meanwhile: () => fillBucket(admin.s3, bucketName) } : {}),
        });
    };

    it("proves every right that the tables call provable", () => {
        const own = Object.values(TABLES).filter(({ caller }) => !caller.startsWith("tempo-sts"));
        const rights = CASES.flatMap((each) => rightsOf(settingsOf(each, "plan")));
        const tried = rights.filter(isProven).map(({ action }) => action);
        const claimed = own.flatMap(({ calls }) => calls.filter(({ proven: is }) => is));
        const untried = claimed.filter(({ action }) => !tried.includes(action));
        expect(untried.map(({ action }) => action)).to.deep.equal([]);
    });

    const proven = new Set<string>();
    for (const each of CASES) {
        describe(each.title, () => {
            const rights = rightsOf(settingsOf(each, "plan"));
            const needed = [...new Set(rights.filter(isProven).map(({ action }) => action))];

            it("is made, read, changed and deleted with exactly these rights", async () => {
                const { refusal, types } = await live(each);
                expect(refusal).to.equal(undefined);
                const callers = rights.flatMap(({ reasons }) =>
                    reasons.map(({ caller }) => caller),
                );
                expect(types.filter((type) => !callers.includes(type))).to.deep.equal([]);
            });

            it("needs nothing in the sandbox of what only the real provider asks for", async () => {
                const { refusal } = await live(each, isProven);
                expect(refusal).to.equal(undefined);
            });

            for (const action of needed.filter((name) => !proven.has(name))) {
                proven.add(action);
                it(`fails without ${action}`, async () => {
                    const { refusal } = await live(each, (grant) => grant.action !== action);
                    expect(refusal).to.match(
                        // A HEAD has no body that could say why.
                        action === "s3:ListBucket"
                            ? /UnknownError/
                            : new RegExp(`perform: ${action} `),
                    );
                });
            }
        });
    }
});
