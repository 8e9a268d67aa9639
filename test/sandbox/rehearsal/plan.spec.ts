import { expect } from "chai";

import { ClassifiedError } from "../../../sandbox/rehearsal/phases.ts";
import { planRehearsal, type GivenSetting } from "../../../sandbox/rehearsal/plan.ts";

const REHEARSED = {
    "tempo-sts:namespace": "chainsaw-awssts-tempo",
    "tempo-sts:traceCheck": '{"enabled":"false"}',
};

describe("the plan of a rehearsal", () => {
    it("is the blueprint's, without settings", () => {
        const { settings, config } = planRehearsal([], {});
        expect(config).to.deep.equal(REHEARSED);
        expect(settings).to.deep.include({
            ...{ namespace: "chainsaw-awssts-tempo", tempoName: "tmstack", region: "us-east-2" },
            buildNamespace: "cioptmstack",
        });
        expect(settings.traceCheck.enabled).to.equal(false);
    });

    it("honours OPENSHIFT_BUILD_NAMESPACE, as the scripts do", () => {
        const { settings } = planRehearsal([], { OPENSHIFT_BUILD_NAMESPACE: "ci-op-abc" });
        expect(settings.buildNamespace).to.equal("ci-op-abc");
    });

    const configurations: [GivenSetting[], Record<string, string>][] = [
        [[["namespace", "tracing"]], { "tempo-sts:namespace": "tracing" }],
        [[["aws:region", "eu-west-1"]], { "aws:region": "eu-west-1" }],
        [[["jaegerQuery.enabled", "false"]], { "tempo-sts:jaegerQuery": '{"enabled":"false"}' }],
        [
            [
                ["resources.limits.cpu", "1"],
                ["resources.limits.memory", "2Gi"],
            ],
            { "tempo-sts:resources": '{"limits":{"cpu":"1","memory":"2Gi"}}' },
        ],
        [[['tags["a.b"]', "c=d"]], { "tempo-sts:tags": '{"a.b":"c=d"}' }],
        [
            [
                ["traceCheck", '{"traces":5}'],
                ["traceCheck.enabled", "false"],
            ],
            { "tempo-sts:traceCheck": '{"traces":"5","enabled":"false"}' },
        ],
        [
            [
                ["storageSize", "1Gi"],
                ["storageSize", "2Gi"],
            ],
            { "tempo-sts:storageSize": "2Gi" },
        ],
    ];
    for (const [given, expected] of configurations) {
        it(`reads ${JSON.stringify(given)} as pulumi config set --path does`, () => {
            expect(planRehearsal(given, {}).config).to.deep.equal({ ...REHEARSED, ...expected });
        });
    }

    const refusals: [string, GivenSetting[], RegExp][] = [
        ["a setting that is no setting", [["nonsense", "1"]], /`nonsense`/u],
        ["a path that is no path", [["__proto__.polluted", "1"]], /`__proto__`/u],
        ["trace Jobs that would run", [["traceCheck.enabled", "true"]], /no pod runs/u],
        ["the production profile", [["profile", "production"]], /everything is taken away/u],
        ["another partition", [["region", "us-gov-west-1"]], /no other/u],
        ["another AWS", [["aws:endpoints", "x"]], /`aws:endpoints`.*of its own/u],
        ["another cluster", [["kubernetes.context", "prod"]], /`kubernetes`.*of its own/u],
        [
            "another cluster, as the provider is told",
            [["kubernetes:context", "prod"]],
            /of its own/u,
        ],
    ];
    for (const [what, given, message] of refusals) {
        it(`refuses ${what}, as a mistake in the settings`, () => {
            expect(() => planRehearsal(given, {}))
                .to.throw(ClassifiedError, message)
                .with.property("class", "settings");
        });
    }

    it("keeps values of the AWS provider out of its messages", () => {
        const given: GivenSetting[] = [["aws:secretKey", "very-secret"]];
        expect(() => planRehearsal(given, {})).to.throw(/^((?!very-secret)[^])*$/u);
    });
});
