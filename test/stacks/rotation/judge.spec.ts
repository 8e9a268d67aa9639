import { expect } from "chai";

import type { RotationFacts } from "../../../stacks/rotation/facts.ts";
import { judgeRotation, type JudgedSettings } from "../../../stacks/rotation/judge.ts";
import type { RotationReport } from "../../../stacks/rotation/report.ts";
import { arnOf, facts, hoursAgo, KEY, NEW, NOW, OLD, settings } from "./facts.ts";

function judged(more: Partial<RotationFacts> = {}, given: JudgedSettings = settings()) {
    return judgeRotation(facts(more), given, NOW);
}

function about(report: RotationReport, issuer: string) {
    return report.issuers.find((each) => each.issuer === issuer);
}

const used = (issuer: string, hours: number): Partial<RotationFacts> => ({
    use: {
        value: {
            since: hoursAgo(24),
            uses: [{ providerArn: arnOf(issuer), calls: 2, last: hoursAgo(hours) }],
        },
    },
});

describe("stacks/rotation/judge", () => {
    it("has nothing to do where one issuer is trusted and its keys are published", () => {
        const trusted = [{ issuer: NEW, providerArn: arnOf(NEW) }];
        const report = judged({ role: { value: { arn: "r", trusted } } }, settings({}));
        expect(report.state).to.equal("settled");
        expect(report.next).to.deep.equal([]);
        expect(report.unchecked).to.deep.equal([]);
        expect(report.issuers.map(({ issuer, standing }) => [issuer, standing])).to.deep.equal([
            [NEW, "current"],
        ]);
    });

    it("lets the old issuer go when CloudTrail is silent and every pod has renewed its token", () => {
        const report = judged();
        expect(about(report, OLD)?.use).to.deep.equal({
            used: "no",
            evidence: [
                "CloudTrail: no call for the role since 2026-11-23T12:00:00.000Z",
                "pods: all tokens are of after the change of 2026-11-23T13:00:00.000Z",
            ],
        });
        expect(report.state).to.equal("to-do");
        expect(report.next).to.deep.equal([
            `${OLD} is not used any more: remove it from \`oidcProvider.previousIssuers\` and run \`tempo-sts up\`. Its IAM OIDC provider can go when no other role trusts it.`,
        ]);
    });

    it("waits while CloudTrail saw the old issuer lately, or a pod may hold a token of it", () => {
        const byTrail = judged(used(OLD, 1.9));
        expect(byTrail.state).to.equal("rotating");
        expect(byTrail.next).to.deep.equal([
            `Leave ${OLD} trusted, and look again later: it is still used.`,
        ]);
        expect(judged(used(OLD, 2.1)).state).to.equal("to-do");
        const accepted = { value: [{ issuer: NEW }, { issuer: OLD, until: hoursAgo(-20) }] };
        const byPods = judged({ accepted });
        expect(byPods.state).to.equal("rotating");
        expect(about(byPods, OLD)?.use?.evidence[1]).to.equal(
            "pods: ingester-0 may hold tokens of before the change of 2026-11-24T08:00:00.000Z",
        );
    });

    it("counts no pod that is younger than the change, nor one whose short token is renewed", () => {
        const accepted = { value: [{ issuer: NEW }, { issuer: OLD, until: hoursAgo(-20) }] };
        const young = [{ pod: "a", started: hoursAgo(3.9), renewedAfterSeconds: 69_120 }];
        const short = [{ pod: "b", started: hoursAgo(48), renewedAfterSeconds: 2880 }];
        expect(judged({ accepted, pods: { value: young } }).state).to.equal("to-do");
        expect(judged({ accepted, pods: { value: short } }).state).to.equal("to-do");
    });

    it("says what it could not check, and does not let go on the word of nobody", () => {
        const because = "AccessDeniedException: not authorized to perform cloudtrail:LookupEvents";
        const blind = judged({ use: { because }, accepted: { because: "status 404" } });
        expect(about(blind, OLD)?.use).to.deep.equal({
            used: "unknown",
            evidence: [
                `could not check CloudTrail, because ${because}`,
                "could not check pods, because the time of the change is not known: status 404",
            ],
        });
        expect(blind.next[0]).to.contain("whether it is still used could not be checked");
        expect(blind.state).to.equal("rotating");
        expect(judged({ use: { because } }).state).to.equal("to-do");
        const partly = { value: { since: hoursAgo(1), uses: [] } };
        const crowded = judged({ use: partly, accepted: { value: [] } });
        expect(about(crowded, OLD)?.use?.used).to.equal("unknown");
        expect(about(crowded, OLD)?.use?.evidence[0]).to.contain("too many calls of other roles");
    });

    it("asks for new pods where the time of the old issuer is over and it is still used", () => {
        const until = "20261124T110000Z";
        const given = settings({ previousIssuers: [{ issuer: OLD, until }] });
        const report = judged(used(OLD, 0.5), given);
        expect(report.state).to.equal("to-do");
        expect(about(report, OLD)).to.include({ overdue: true, until });
        expect(report.next[0]).to.contain(
            "was to be dropped at 20261124T110000Z and is still used",
        );
        expect(report.next[0]).to.contain("kubectl --namespace tracing delete pods --selector");
    });

    it("is refused while the role does not trust the cluster's issuer", () => {
        const trusted = [{ issuer: OLD, providerArn: arnOf(OLD) }];
        const role = { value: { arn: "r", trusted } };
        const report = judged({ role }, settings({}, { issuer: OLD }));
        expect(report.state).to.equal("refused");
        expect(report.next[0]).to.equal(
            `Tokens that the cluster makes now are refused: see that its IAM OIDC provider is there, set \`issuer\` to ${NEW}, and run \`tempo-sts up\` with ${OLD} in \`oidcProvider.previousIssuers\`.`,
        );
        expect(about(report, OLD)?.standing).to.equal("unlisted");
        expect(report.next[1]).to.contain(`Add ${OLD} to \`oidcProvider.previousIssuers\``);
        const adopted = settings({}, { identity: { adopt: true }, roleName: "theirs" });
        expect(judged({ role }, adopted).next).to.deep.equal([
            `Have the role's owner trust ${NEW}: tokens that the cluster makes now are refused.`,
        ]);
    });

    it("is refused without the provider, and without STS's audience in it", () => {
        const providers = (state: "missing" | "without-sts") =>
            new Map([[arnOf(NEW), { value: state }]]);
        const missing = judged({ providers: providers("missing") });
        expect(missing.state).to.equal("refused");
        expect(missing.next[0]).to.contain(`Make the IAM OIDC provider of ${NEW}`);
        const deaf = judged({ providers: providers("without-sts") });
        expect(deaf.next[0]).to.contain("Add the audience sts.amazonaws.com");
    });

    it("is refused while a key of the cluster is not published, and tells who publishes", () => {
        const clusterKeys = { value: { keys: [KEY, { ...KEY, kid: "k2" }] } };
        const extra = { ...KEY, kid: "k0" };
        const published = new Map([
            [NEW, { value: { keys: [KEY, extra] } }],
            [OLD, { because: "oidc.example.com gave no answer" }],
        ]);
        const report = judged({ clusterKeys, published });
        expect(about(report, NEW)?.keys).to.deep.equal({
            state: "missing",
            missing: ["k2"],
            extra: ["k0"],
        });
        expect(report.state).to.equal("refused");
        expect(report.next[0]).to.contain("Publish the keys k2").and.contain("oc get --raw");
        expect(report.unchecked).to.deep.equal([
            "could not check the keys of oidc.example.com/old, because oidc.example.com gave no answer",
        ]);
        const hosting = settings(
            { mode: "create", discovery: { enabled: true } },
            { issuer: "https://my-oidc.s3.us-east-2.amazonaws.com", profile: "production" },
        );
        expect(judged({ clusterKeys, published }, hosting).next[0]).to.match(
            /: `tempo-sts up` does it\.$/,
        );
    });

    it("takes a key id that stands for another key for missing", () => {
        const published = new Map([[NEW, { value: { keys: [{ ...KEY, n: "BBBB" }] } }]]);
        expect(about(judged({ published }), NEW)?.keys?.missing).to.deep.equal(["k1"]);
    });

    it("tells of settings that name a former issuer, and of a previous one that is not trusted yet", () => {
        const given = settings({ previousIssuers: [] }, { issuer: OLD });
        const both = judged({}, given);
        expect(both.next[0]).to.equal(
            `Set \`issuer\` to ${NEW}: the cluster makes no more tokens of ${OLD}.`,
        );
        const trusted = [{ issuer: NEW, providerArn: arnOf(NEW) }];
        const early = judged({ role: { value: { arn: "r", trusted } } });
        expect(early.next).to.deep.equal([
            `Run \`tempo-sts up\`: the settings name ${OLD}, and the role does not trust it yet.`,
        ]);
    });

    it("leaves other clusters alone, and names what the settings do not", () => {
        const trust = { clusters: [{ issuer: OLD }] };
        expect(judged({}, settings({}, { trust })).state).to.equal("settled");
        const unknown = judged({}, settings({}));
        expect(unknown.state).to.equal("to-do");
        expect(unknown.next).to.deep.equal([
            `The role trusts ${OLD}, and the settings do not: the next \`tempo-sts up\` drops it.`,
        ]);
    });

    it("knows nothing without the role or the cluster's issuer, and still shows the rest", () => {
        const report = judged({ role: { because: "NoSuchEntity" }, use: { because: "x" } });
        expect(report.state).to.equal("unknown");
        expect(report.next).to.deep.equal([]);
        expect(report.unchecked).to.deep.equal(["could not check the role, because NoSuchEntity"]);
        const mute = judged({ issuer: { because: "no answer" } });
        expect(mute.state).to.equal("unknown");
        expect(mute.clusterIssuer).to.equal("");
        expect(about(mute, NEW)?.standing).to.equal("current");
    });

    it("says that a pod uses an issuer of which the API server makes tokens", () => {
        const accepted = { value: [{ issuer: OLD }] };
        expect(about(judged({ accepted }), OLD)?.use?.used).to.equal("yes");
        const gone = { value: [{ issuer: NEW }] };
        expect(about(judged({ accepted: gone }), OLD)?.use?.evidence[1]).to.equal(
            "pods: the API server takes no tokens of it any more",
        );
    });
});
