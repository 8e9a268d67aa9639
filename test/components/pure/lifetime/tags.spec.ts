import { expect } from "chai";
import fc from "fast-check";

import { ownershipLabels, ownershipTags } from "../../../../components/pure/lifetime/tags.ts";
import { dnsLabel } from "../arbitraries.ts";

const OWNER = {
    project: "tempo-sts",
    stack: "dev",
    namespace: "chainsaw-awssts-tempo",
    tempoName: "tmstack",
    buildNamespace: "cioptmstack",
    profile: "ephemeral",
};

describe("the ownership tags", () => {
    it("name project, stack, namespace, instance, build and profile", () => {
        expect(ownershipTags(OWNER)).to.deep.equal({
            "tempo-sts:project": "tempo-sts",
            "tempo-sts:stack": "dev",
            "tempo-sts:namespace": "chainsaw-awssts-tempo",
            "tempo-sts:tempo": "tmstack",
            "tempo-sts:build-namespace": "cioptmstack",
            "tempo-sts:profile": "ephemeral",
        });
    });

    it("stand beside the caller's own, which never override them", () => {
        const extra = { team: "tracing", "tempo-sts:stack": "stolen" };
        const tags = ownershipTags({ ...OWNER, extra });
        expect(tags["team"]).to.equal("tracing");
        expect(tags["tempo-sts:stack"]).to.equal("dev");
        expect(Object.keys(tags)).to.have.lengthOf(7);
        expect(extra).to.deep.equal({ team: "tracing", "tempo-sts:stack": "stolen" });
    });

    it("are cut with a hash only where a value is longer than AWS takes", () => {
        const stackTag = (stack: string): string | undefined =>
            ownershipTags({ ...OWNER, stack })["tempo-sts:stack"];
        expect(stackTag("s".repeat(256))).to.equal("s".repeat(256));
        expect(stackTag(`t${"s".repeat(256)}`)).to.match(/^ts{246}-[0-9a-f]{8}$/);
    });

    it("keep to what AWS takes, and still tell two long names apart", () => {
        const text = fc.oneof(dnsLabel, fc.string({ unit: "binary", maxLength: 400 }));
        fc.assert(
            fc.property(text, text, (stack, other) => {
                const value = ownershipTags({ ...OWNER, stack })["tempo-sts:stack"] ?? "";
                expect(value).to.match(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u);
                expect(value.length).to.be.at.most(256);
                const another = ownershipTags({ ...OWNER, stack: other })["tempo-sts:stack"];
                expect(value === another).to.equal(stack === other);
            }),
        );
    });
});

describe("the ownership labels", () => {
    it("name the manager, project, stack, instance, build and profile", () => {
        expect(ownershipLabels(OWNER)).to.deep.equal({
            "app.kubernetes.io/managed-by": "tempo-sts",
            "tempo-sts.io/project": "tempo-sts",
            "tempo-sts.io/stack": "dev",
            "tempo-sts.io/tempo": "tmstack",
            "tempo-sts.io/build-namespace": "cioptmstack",
            "tempo-sts.io/profile": "ephemeral",
        });
    });

    it("are legal whatever the stack is called", () => {
        fc.assert(
            fc.property(fc.string({ unit: "binary" }), (stack) => {
                expect(ownershipLabels({ ...OWNER, stack })["tempo-sts.io/stack"]).to.match(
                    /^(([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9])?$/,
                );
            }),
        );
    });
});
