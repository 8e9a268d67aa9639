import { expect } from "chai";

import { bucket } from "../../../../sandbox/provider-objects/aws/bucket.ts";
import { bucketLifecycle } from "../../../../sandbox/provider-objects/aws/bucket-lifecycle.ts";
import {
    checkInputs,
    diffInputs,
    inputsOfState,
    settleState,
} from "../../../../sandbox/provider-objects/aws/input-rules.ts";
import { role } from "../../../../sandbox/provider-objects/aws/role.ts";
import { secret, UNKNOWN } from "../../../../sandbox/provider-objects/wire-values.ts";

const TRUST = JSON.stringify({ Statement: [{ Effect: "Allow", Action: ["sts:AssumeRole"] }] });
const SAME_TRUST = JSON.stringify({ Statement: { Action: "sts:AssumeRole", Effect: "Allow" } });

describe("inputs of AWS resources", () => {
    it("get a name from the resource's where none is given, and keep it", () => {
        const checked = checkInputs(bucket, "Traces", {}, {});
        const { bucket: name } = checked.inputs as { bucket: string };
        expect(name).to.match(/^traces-[0-9a-f]{7}$/);
        expect(checkInputs(bucket, "Traces", { bucket: name }, {}).inputs).to.deep.equal({
            bucket: name,
        });
        const long = checkInputs(bucket, "x".repeat(80), {}, {}).inputs as { bucket: string };
        expect(long.bucket).to.have.lengthOf(63);
    });

    it("keep secrets and values that are not known yet as they are", () => {
        const news = { name: UNKNOWN, assumeRolePolicy: secret(TRUST), tags: { a: UNKNOWN } };
        const checked = checkInputs(role, "r", {}, news);
        expect(checked.failures).to.deep.equal([]);
        expect(checked.inputs).to.deep.equal(news);
    });

    const refused: [
        what: string,
        news: Record<string, unknown>,
        property: string,
        reason: RegExp,
    ][] = [
        ["a missing one", { name: "r" }, "assumeRolePolicy", /Missing required property/],
        [
            "an unknown one",
            { assumeRolePolicy: TRUST, inlinePolicies: [] },
            "inlinePolicies",
            /does not know.*it knows assumeRolePolicy/,
        ],
        ["a malformed trust policy", { assumeRolePolicy: "{" }, "assumeRolePolicy", /no JSON/],
        [
            "a secret malformed one",
            { assumeRolePolicy: secret("{") },
            "assumeRolePolicy",
            /no JSON/,
        ],
        [
            "a session that is too long",
            { assumeRolePolicy: TRUST, maxSessionDuration: 43_201 },
            "maxSessionDuration",
            /3600 to 43200/,
        ],
        [
            "a session that is too short",
            { assumeRolePolicy: TRUST, maxSessionDuration: 900 },
            "maxSessionDuration",
            /3600 to 43200/,
        ],
        [
            "a name that IAM would refuse",
            { assumeRolePolicy: TRUST, name: "a/b" },
            "name",
            /letters, digits/,
        ],
        ["a path without its slashes", { assumeRolePolicy: TRUST, path: "ci" }, "path", /slash/],
    ];
    for (const [what, news, property, reason] of refused) {
        it(`refuses ${what}`, () => {
            const { failures = [] } = checkInputs(role, "r", {}, news);
            expect(failures.map((failure) => failure.property)).to.deep.equal([property]);
            expect(failures[0]?.reason).to.match(reason);
        });
    }

    it("refuses a lifecycle rule that does nothing, and a member nobody knows", () => {
        const problem = (rules: unknown): string | undefined =>
            checkInputs(bucketLifecycle, "l", {}, { bucket: "b", rules }).failures?.[0]?.reason;
        expect(problem([{ id: "a", status: "Enabled" }])).to.match(/rules\[0\] does nothing/);
        expect(problem([])).to.match(/at least one rule/);
        expect(problem([{ status: "on", expiration: { days: 1 } }])).to.match(
            /Enabled or Disabled/,
        );
        expect(problem([{ status: "Enabled", expiration: { dayz: 1 } }])).to.match(
            /rules\[0\]\.expiration\.dayz/,
        );
        expect(problem([{ status: "Enabled", expiration: { days: 1 } }])).to.equal(undefined);
    });
});

describe("the difference between inputs of AWS resources", () => {
    const state = { name: "r", assumeRolePolicy: TRUST, path: "/", arn: "arn:x", tags: { a: "b" } };

    it("is none for the same meaning in other words", () => {
        const news = {
            name: "r",
            assumeRolePolicy: SAME_TRUST,
            maxSessionDuration: 3600,
            tags: { a: "b" },
        };
        expect(diffInputs(role, state, news)).to.deep.equal({ changes: false, replaces: [] });
        expect(
            diffInputs(role, { ...state, tags: {} }, { name: "r", assumeRolePolicy: TRUST })
                .changes,
        ).to.equal(false);
        const concealed = { name: "r", assumeRolePolicy: secret(TRUST), tags: { a: "b" } };
        expect(diffInputs(role, state, concealed).changes).to.equal(false);
    });

    it("is an update for what can be changed", () => {
        const change = (news: object) =>
            diffInputs(role, state, {
                name: "r",
                assumeRolePolicy: TRUST,
                tags: { a: "b" },
                ...news,
            });
        for (const news of [
            { description: "x" },
            { maxSessionDuration: 7200 },
            { tags: {} },
            { permissionsBoundary: "arn" },
            { forceDetachPolicies: true },
        ]) {
            expect(change(news), JSON.stringify(news)).to.deep.equal({
                changes: true,
                replaces: [],
            });
        }
    });

    it("is a replacement for a name and for a path", () => {
        const news = { name: "s", assumeRolePolicy: TRUST, path: "/ci/", tags: { a: "b" } };
        expect(diffInputs(role, state, news).replaces).to.deep.equal(["name", "path"]);
        expect(
            diffInputs(bucket, { bucket: "aaa", region: "us-east-2" }, { bucket: "bbb" }).replaces,
        ).to.deep.equal(["bucket"]);
        expect(diffInputs(role, state, { ...news, name: UNKNOWN }).replaces).to.include("name");
    });

    it("leaves the Region alone where none is given", () => {
        const state = { bucket: "aaa", region: "us-east-2", arn: "x" };
        expect(diffInputs(bucket, state, { bucket: "aaa" }).changes).to.equal(false);
        expect(
            diffInputs(bucket, state, { bucket: "aaa", region: "eu-west-1" }).replaces,
        ).to.deep.equal(["region"]);
    });
});

describe("the state of AWS resources", () => {
    it("keeps the program's words where AWS says the same", () => {
        const old = { name: "r", assumeRolePolicy: TRUST };
        const live = {
            name: "r",
            assumeRolePolicy: SAME_TRUST,
            path: "/",
            maxSessionDuration: 3600,
            arn: "x",
        };
        expect(settleState(role, old, live)).to.deep.equal({
            name: "r",
            assumeRolePolicy: TRUST,
            arn: "x",
        });
    });

    it("shows what somebody else changed", () => {
        const old = { bucket: "b", tags: { a: "b" } };
        const live = { bucket: "b", tags: { a: "b", c: "d" } };
        expect(settleState(bucket, old, live)).to.deep.equal(live);
        const drifted = settleState(
            role,
            { name: "r", assumeRolePolicy: TRUST },
            { name: "r", assumeRolePolicy: "{}" },
        );
        expect(drifted["assumeRolePolicy"]).to.equal("{}");
    });

    it("takes defaults that AWS adds inside of rules for no change, and nothing else", () => {
        const rules = [{ id: "a", status: "Enabled", expiration: { days: 1 } }];
        const filled = [{ ...rules[0], filter: { prefix: "" } }];
        expect(
            settleState(bucketLifecycle, { bucket: "b", rules }, { bucket: "b", rules: filled })[
                "rules"
            ],
        ).to.equal(rules);
        const other = [{ ...filled[0], expiration: { days: 2 } }];
        expect(
            settleState(bucketLifecycle, { bucket: "b", rules }, { bucket: "b", rules: other })[
                "rules"
            ],
        ).to.equal(other);
    });

    it("gives back the inputs of a program, or of an import those that matter", () => {
        const state = {
            bucket: "b",
            region: "us-east-2",
            forceDestroy: false,
            arn: "x",
            tags: { a: "b" },
        };
        expect(inputsOfState(bucket, state)).to.deep.equal({ bucket: "b", tags: { a: "b" } });
        const old = { bucket: "b", forceDestroy: false, region: "us-east-2" };
        expect(inputsOfState(bucket, state, old)).to.deep.equal({ ...old, tags: { a: "b" } });
    });
});
