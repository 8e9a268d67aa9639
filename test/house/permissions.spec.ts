import { loadYaml } from "@kubernetes/client-node";
import { expect } from "chai";

import { run } from "../../cli/program.ts";
import { clusterRole } from "../../components/pure/permissions/cluster-role.ts";
import { ciFile } from "../support/ci/files.ts";
import { fakeIo } from "../support/fake-io.ts";

const ROOT = new URL("../..", import.meta.url).pathname;
const STATE = "tempo-sts-state-123456789012";
const KEY = "arn:aws:kms:us-east-2:123456789012:key/00000000-0000-0000-0000-000000000000";

describe("the rights that docs/ci hands out", () => {
    it("are what `tempo-sts permissions` prints for the CI's settings", async () => {
        const io = fakeIo({ folder: ROOT });
        const words = ["permissions", "--branch", "main", "--names", "tracing-*"];
        const more = ["--config-file", "docs/ci/tempo-sts.ci.yaml", "--account", "123456789012"];
        const state = ["--backend", `s3://${STATE}`, "--secrets-provider", `awskms:///${KEY}`];
        const code = await run([...words, ...more, ...state], io);
        expect(code, io.printed.stderr).to.equal(0);
        const documented: unknown = JSON.parse(ciFile("docs/ci/aws/permissions.json").text);
        expect(JSON.parse(io.printed.stdout)).to.deep.equal(documented);
    });

    it("are those of the ClusterRole that the settings need", () => {
        const everything = { traceCheck: true, handshake: true, route: true, issuer: true };
        const { rules } = clusterRole({ ...everything, prometheusRule: false });
        const written = loadYaml<{ rules: object[] }>(ciFile("docs/ci/cluster-role.yaml").text);
        expect(flat(rules)).to.deep.equal(flat(written.rules));
    });
});

function flat(rules: readonly object[]): string[] {
    return rules
        .flatMap((rule) => {
            const {
                apiGroups,
                resources,
                resourceNames = [""],
                verbs,
            } = {
                ...(rule as Record<string, string[]>),
            };
            return (apiGroups ?? []).flatMap((group) =>
                (resources ?? []).flatMap((resource) =>
                    resourceNames.flatMap((name) =>
                        (verbs ?? []).map((verb) => `${verb} ${group}/${resource} ${name}`),
                    ),
                ),
            );
        })
        .sort();
}
