import { expect } from "chai";

import {
    ANNOTATIONS,
    type KubeObject,
} from "../../../../sandbox/provider-objects/kubernetes/kube-object.ts";
import { fulfilled, wishesOf } from "../../../../sandbox/provider-objects/kubernetes/wait-for.ts";

function object(waitFor: string, status: unknown, generation?: number): KubeObject {
    return { metadata: { annotations: { [ANNOTATIONS.waitFor]: waitFor }, generation }, status };
}

function ready(waitFor: string, status: unknown, generation?: number): boolean | string {
    const live = object(waitFor, status, generation);
    const result = fulfilled(wishesOf(live) ?? [], live);
    return result.ready || result.waiting;
}

const READY = { conditions: [{ type: "Ready", status: "True" }] };
const NOT_READY = { conditions: [{ type: "Ready", status: "False", message: "no pod" }] };
const POD = {
    ...READY,
    components: { ingester: { Running: ["pod-0"], Pending: [] } },
    replicas: 3,
};

describe("pulumi.com/waitFor", () => {
    const fulfilledCases: [waitFor: string, status: unknown][] = [
        ["condition=Ready", READY],
        ["condition=ready=TRUE", READY],
        ["condition=Ready=False", NOT_READY],
        ["jsonpath={.status.components.ingester.Running[0]}", POD],
        ["jsonpath={.status.components}", POD],
        ["jsonpath={ $.status.replicas }=3", POD],
        ["jsonpath={.status.conditions[?(@.type=='Ready')].status}=True", POD],
        ["jsonpath={.status.conditions[?(@.type=='Ready' || @.type=='Failed')].type}", POD],
        ['["condition=Ready","jsonpath={.status.components.ingester.Running[0]}"]', POD],
    ];
    for (const [waitFor, status] of fulfilledCases) {
        it(`is fulfilled: ${waitFor}`, () => {
            expect(ready(waitFor, status)).to.equal(true);
        });
    }

    const waiting: [waitFor: string, status: unknown, why: RegExp][] = [
        ["condition=Ready", undefined, /no condition Ready/],
        ["condition=Ready", NOT_READY, /Ready=False \(want True\): no pod/],
        ["jsonpath={.status.components.ingester.Pending[0]}", POD, /selected nothing/],
        ["jsonpath={.status.replicas}=4", POD, /is 3 \(want 4\)/],
        [
            '["condition=Ready","jsonpath={.status.components.ingester.Running[0]}"]',
            READY,
            /Running\[0\]} selected nothing/,
        ],
    ];
    for (const [waitFor, status, why] of waiting) {
        it(`waits and says for what: ${waitFor} with ${JSON.stringify(status)}`, () => {
            expect(ready(waitFor, status)).to.match(why);
        });
    }

    it("counts a condition only when it is about the latest generation, where that is told", () => {
        const conditions = [{ type: "Ready", status: "True", observedGeneration: 1 }];
        expect(ready("condition=Ready", { conditions }, 2)).to.match(/older generation/);
        expect(ready("condition=Ready", { conditions }, 1)).to.equal(true);
        expect(ready("condition=Ready", { ...READY, observedGeneration: 1 }, 2)).to.match(/older/);
        expect(ready("condition=Ready", READY, 2)).to.equal(true);
    });

    const refused: [waitFor: string, reason: RegExp][] = [
        ["Ready", /expected a "jsonpath=" or "condition=" prefix/],
        ["condition=", /no type/],
        ["jsonpath=.status.phase", /wrapped in brackets/],
        ["jsonpath={.status.phase}=", /requires a value/],
        ["jsonpath={.a}=b=c", /format should be/],
        ["jsonpath={.status.[}", /a member name/],
        ["[]", /at least one condition/],
        ['["condition=Ready","nonsense"]', /nonsense/],
    ];
    for (const [waitFor, reason] of refused) {
        it(`refuses ${waitFor}`, () => {
            expect(() => wishesOf(object(waitFor, {}))).to.throw(reason);
        });
    }

    it("refuses to compare a list with a text", () => {
        expect(() => ready("jsonpath={.status.conditions}=x", READY)).to.throw(/non-primitive/);
    });

    it("asks for nothing where there is no annotation", () => {
        expect(wishesOf({ metadata: {} })).to.equal(undefined);
    });
});
