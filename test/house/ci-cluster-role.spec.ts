import { loadYaml } from "@kubernetes/client-node";
import { expect } from "chai";

import { ciFile, ciFiles } from "../support/ci/files.ts";
import { TEKTON_OBJECT } from "../support/ci/tekton-schema.ts";

/** A path of the cluster's API as it stands in the code: its group, and what follows the version. */
const PATH = /\/api(?:s\/(?<group>[a-z0-9.]+))?\/v\d\w*\/(?<rest>[^"'`?\s]*)/g;

/** What the code asks the API for must be allowed; what Pulumi's provider asks beside is not in the code. */
describe("docs/ci/cluster-role.yaml", () => {
    const role = TEKTON_OBJECT.parse(loadYaml(ciFile("docs/ci/cluster-role.yaml").text));
    const rules = role.kind === "ClusterRole" ? role.rules : [];
    const allowed = new Set(
        rules.flatMap(({ apiGroups, resources }) =>
            apiGroups.flatMap((group) => resources.map((resource) => `${group}/${resource}`)),
        ),
    );
    const asked = ciFiles("stacks/**/*.ts").flatMap(({ path, text }) =>
        resourcesIn(text).map((resource) => ({ path, resource })),
    );

    it("allows every resource that the code asks the API for", () => {
        expect(asked.map(({ resource }) => resource)).to.include.members([
            "/serviceaccounts/token",
            "tempo.grafana.com/tempostacks",
        ]);
        expect(asked.filter(({ resource }) => !allowed.has(resource))).to.deep.equal([]);
    });

    it("allows to read no more than one cluster-wide setting each, and to change none", () => {
        const clusterWide = rules.filter(({ apiGroups }) =>
            apiGroups.some((group) => /config\.openshift|operators\.coreos|admission/.test(group)),
        );
        expect(clusterWide).to.have.lengthOf(3);
        for (const { verbs } of clusterWide) expect(["get", "list"]).to.include.members(verbs);
        expect(JSON.stringify(rules)).to.not.contain("*");
    });

    it("finds the resource of a path, and its subresource", () => {
        const code =
            "`/apis/apps/v1/namespaces/${a}/deployments?x`, `/api/v1/namespaces/${a}/pods/${b}/log`";
        expect(resourcesIn(`${code}, "/apis/batch/v1/namespaces/\${a}/\${kind}"`)).to.deep.equal([
            "apps/deployments",
            "/pods/log",
        ]);
    });
});

/** `group/resource` or `group/resource/subresource`, for paths that say their resource. */
function resourcesIn(text: string): string[] {
    return [...text.matchAll(PATH)].flatMap(({ groups = {} }) => {
        const parts = (groups["rest"] ?? "").split("/").filter((part) => part !== "");
        const named = parts[0] === "namespaces" && parts.length > 2 ? parts.slice(2) : parts;
        const [resource = "$", , sub] = named;
        if (resource.includes("$")) return [];
        const isSub = sub !== undefined && /^[a-z]+$/.test(sub);
        return [`${groups["group"] ?? ""}/${resource}${isSub ? `/${sub}` : ""}`];
    });
}
