import { expect } from "chai";

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
        const { bucketName } = subjectOf(settings);
        return liveThrough({
            ...{ sandbox: sandbox(), admin, name, issuer: ISSUER, settings },
            grants: rightsOf(settings).filter(allowed),
            meanwhile: () => fillBucket(admin.s3, bucketName),
        });
    };

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
