// Who asks: what the cluster and AWS think of whoever runs the doctor, and what they let it read.
import { parseArn } from "../../components/pure/names/arn.ts";
import { textAt, valueAt } from "../../stacks/cluster/answers.ts";
import { findingOf } from "../causes/finding.ts";
import type { Facts } from "../facts.ts";
import { unreadableAnswer } from "../facts/unreadable.ts";
import { notChecked, verdictOf, type Finding, type Link, type Verdict } from "../link.ts";

/** A right that a link needs. */
interface Right {
    readonly verb: string;
    readonly group: string;
    readonly resource: string;
    readonly subresource?: string;
    /** Whether it is about the whole cluster. */
    readonly everywhere?: boolean;
}

const RIGHTS: readonly Right[] = [
    { verb: "get", group: "", resource: "secrets" },
    { verb: "get", group: "", resource: "serviceaccounts" },
    { verb: "list", group: "", resource: "pods" },
    { verb: "get", group: "", resource: "pods", subresource: "log" },
    { verb: "list", group: "", resource: "events" },
    { verb: "list", group: "networking.k8s.io", resource: "networkpolicies" },
    { verb: "list", group: "apps", resource: "deployments", everywhere: true },
    {
        verb: "list",
        group: "admissionregistration.k8s.io",
        resource: "mutatingwebhookconfigurations",
        everywhere: true,
    },
];
const TOKEN: Right = {
    verb: "create",
    group: "",
    resource: "serviceaccounts",
    subresource: "token",
};
const REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

/** Who asks. */
export const caller: Link = {
    id: "caller",
    title: "Who asks",
    needs: [],
    probe: async (facts) => {
        const [cluster, aws] = await Promise.all([inCluster(facts), inAws(facts)]);
        const bad = [cluster, aws].find(({ state }) => state === "not-checked");
        if (bad !== undefined) return bad;
        const evidence = [cluster, aws].flatMap((each) =>
            "evidence" in each ? (each.evidence ?? []) : [],
        );
        const warnings = [cluster, aws].flatMap((each) =>
            each.state === "holds" ? (each.warnings ?? []) : [],
        );
        return verdictOf(warnings, evidence);
    },
};

async function inCluster({ tools }: Facts): Promise<Verdict> {
    const { cluster, subject, probe, signal } = tools;
    const version = await cluster.ask("/version", { signal });
    if (version.status === 401) return notTaken(tools.cluster);
    const release = textAt(version.body, "gitVersion");
    if (version.status !== 200 || release === "") throw unreadableAnswer("/version", version);
    const rights = probe ? [...RIGHTS, TOKEN] : RIGHTS;
    const asked = await Promise.all(
        rights.map(async (right) => {
            const body = review(right, subject.namespace);
            const answer = await cluster.ask(REVIEWS, { method: "POST", body, signal });
            const allowed = valueAt(answer.body, "status", "allowed");
            if (typeof allowed !== "boolean") throw unreadableAnswer("a review of rights", answer);
            return { right, allowed };
        }),
    );
    const missing = asked.filter(({ allowed }) => !allowed).map(({ right }) => right);
    const where = `context ${cluster.context} at ${cluster.server}, Kubernetes ${release}`;
    return verdictOf(missing.length === 0 ? [] : [lacks(missing, subject.namespace)], [where]);
}

function notTaken({ server, context }: Facts["tools"]["cluster"]): Verdict {
    const finding = findingOf("caller-cluster", {
        summary: `The cluster does not take the user of context ${context}.`,
        evidence: [`expected ${server} to know who asks, found status 401`],
        remedy: {
            text: "Log in again, or choose another --context.",
            command: `oc login ${server}`,
        },
    });
    return notChecked(`${server} does not take the user of context ${context}`, [finding]);
}

function lacks(missing: readonly Right[], namespace: string): Finding {
    const said = missing.map(({ verb, resource, subresource, everywhere }) => {
        const what = subresource === undefined ? resource : `${resource}/${subresource}`;
        return `${verb} ${what} ${everywhere === true ? "in the whole cluster" : `in ${namespace}`}`;
    });
    return findingOf("caller-cluster-rights", {
        summary: `Whoever asks may not: ${said.join(", ")}.`,
        evidence: said.map((each) => `expected the right to ${each}, found none`),
        remedy: {
            text: "What cannot be read is not judged. Have somebody run it who may read it, or be given the role view there.",
            command: `oc adm policy add-role-to-user view "$(oc whoami)" --namespace ${namespace}`,
        },
        severity: "warning",
    });
}

function review(right: Right, namespace: string): object {
    const { verb, group, resource, subresource, everywhere } = right;
    return {
        apiVersion: "authorization.k8s.io/v1",
        kind: "SelfSubjectAccessReview",
        spec: {
            resourceAttributes: {
                verb,
                group,
                resource,
                ...(subresource === undefined ? {} : { subresource }),
                ...(everywhere === true ? {} : { namespace }),
            },
        },
    };
}

async function inAws(facts: Facts): Promise<Verdict> {
    const storage = await facts.get("storage");
    if (storage.known && storage.value.mode === "static") return verdictOf([], []);
    const who = await facts.get("caller");
    if (!who.known) {
        const finding = findingOf("caller-aws", {
            summary: "AWS does not take the credentials that are found here.",
            evidence: [`sts:GetCallerIdentity: ${who.because}`],
            remedy: {
                text: "Log in again, or choose another identity by AWS_PROFILE.",
                command: "aws sts get-caller-identity",
            },
        });
        return notChecked(`AWS did not say who asks: ${who.because}`, [finding]);
    }
    const { arn, accountId } = who.value;
    const wanted = storage.known ? parseArn(storage.value.roleArn)?.accountId : undefined;
    const evidence = [`${arn} in account ${accountId}`];
    if (wanted === undefined || wanted === accountId) return verdictOf([], evidence);
    const finding = findingOf("caller-other-account", {
        summary: `The role is in account ${wanted}, and the credentials here are of ${accountId}: IAM shows nothing of another account.`,
        evidence: [`expected credentials of ${wanted}, found ${arn}`],
        remedy: {
            text: `Use credentials of account ${wanted}, by AWS_PROFILE or by taking a role there.`,
            command: "aws sts get-caller-identity",
        },
        severity: "warning",
    });
    return verdictOf([finding], evidence);
}
