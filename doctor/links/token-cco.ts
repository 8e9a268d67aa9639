// Token from the cloud credential operator: the role that the Tempo operator was given, and what was made of it.
import { parseArn } from "../../components/pure/names/arn.ts";
import { listAt, textAt, valueAt } from "../../stacks/cluster/answers.ts";
import { findingOf } from "../causes/finding.ts";
import type { Facts, FactTools } from "../facts.ts";
import { askObject } from "../facts/ask.ts";
import { notApplicable, notChecked, verdictOf, type Finding, type Link } from "../link.ts";

const API = "/apis/cloudcredential.openshift.io/v1";

/** Token from the cloud credential operator. */
export const tokenCco: Link = {
    id: "token-cco",
    title: "Cloud credential operator",
    needs: ["tempo", "secret"],
    probe: async (facts) => {
        const tempo = await facts.need("tempo");
        if (tempo === undefined) return notChecked("there is no such Tempo");
        if (tempo.credentialMode !== "token-cco") {
            return notApplicable("the credential mode is not token-cco");
        }
        const roleArn = await facts.need("operatorRoleArn");
        const ofRole = roleFindings(roleArn);
        if (ofRole.length > 0) return verdictOf(ofRole, []);
        const found = await made(roleArn.trim(), facts);
        return verdictOf(found, [`ROLEARN ${roleArn}`]);
    },
};

const SUBSCRIPTION = "oc --namespace openshift-tempo-operator patch subscription tempo-product";

function roleFindings(roleArn: string): Finding[] {
    const command = `${SUBSCRIPTION} --type merge --patch '{"spec":{"config":{"env":[{"name":"ROLEARN","value":"<arn>"}]}}}'`;
    if (roleArn === "") {
        return [
            findingOf("cco-role-missing", {
                summary:
                    "The Tempo operator was given no role: without ROLEARN it refuses the mode token-cco.",
                evidence: ["expected ROLEARN among the operator's variables, found none"],
                remedy: {
                    text: "Set it in the operator's Subscription; the operator starts anew by itself.",
                    command,
                },
            }),
        ];
    }
    const arn = parseArn(roleArn);
    const isRole = arn?.service === "iam" && arn.resource.startsWith("role/");
    if (isRole && roleArn === roleArn.trim()) return [];
    return [
        findingOf("cco-role-malformed", {
            summary: "ROLEARN of the Tempo operator is no ARN of a role.",
            evidence: [
                "expected arn:aws:iam::<account>:role/<name>",
                `found ${JSON.stringify(roleArn)}`,
            ],
            remedy: { text: "Correct it in the operator's Subscription.", command },
        }),
    ];
}

// In the order in which one is made of the other.
async function made(roleArn: string, facts: Facts): Promise<Finding[]> {
    const { tools } = facts;
    const { namespace, name } = tools.subject;
    const api = await askObject(tools, API, API);
    if (api === undefined) return [noCco()];
    const path = `${API}/namespaces/${namespace}/credentialsrequests/${name}`;
    const request = await askObject(tools, `CredentialsRequest ${namespace}/${name}`, path);
    if (request === undefined) return [noRequest(tools)];
    if (valueAt(request, "status", "provisioned") !== true) return [unprovisioned(request, tools)];
    return ofSecret(roleArn, tools);
}

function noCco(): Finding {
    return findingOf("cco-missing", {
        summary:
            "The cluster has no cloud credential operator, which the mode token-cco is made of.",
        evidence: [`expected ${API}, found nothing there`],
        remedy: {
            text: "Outside of OpenShift take the mode token: a Secret with role_arn, and no credentialMode.",
            command: "oc get clusteroperator cloud-credential",
        },
    });
}

function noRequest({ subject: { kind, namespace, name } }: FactTools): Finding {
    return findingOf("cco-request-missing", {
        summary: `There is no CredentialsRequest ${namespace}/${name}: the Tempo operator has not made it.`,
        evidence: [`expected CredentialsRequest ${namespace}/${name}, found none`],
        remedy: {
            text: "Look at the operator's log; it makes one as soon as it accepts the resource.",
            command: `oc --namespace ${namespace} describe ${kind} ${name}`,
        },
    });
}

function unprovisioned(request: unknown, { subject: { namespace, name } }: FactTools): Finding {
    const conditions = listAt(request, "status", "conditions").filter(
        (each) => textAt(each, "status") === "True",
    );
    return findingOf("cco-not-provisioned", {
        summary: `The CredentialsRequest ${namespace}/${name} has not been carried out.`,
        evidence: [
            "expected status.provisioned: true",
            ...conditions.map((each) =>
                `${textAt(each, "type")}: ${textAt(each, "reason")} ${textAt(each, "message")}`.trim(),
            ),
        ],
        remedy: {
            text: "Look at its conditions and at the cloud credential operator: it must run in manual mode with web identity.",
            command: `oc --namespace ${namespace} describe credentialsrequest ${name}`,
        },
    });
}

async function ofSecret(roleArn: string, tools: FactTools): Promise<Finding[]> {
    const { namespace, name } = tools.subject;
    const secretName = `${name}-managed-credentials`;
    const path = `/api/v1/namespaces/${namespace}/secrets/${secretName}`;
    const body = await askObject(tools, `Secret ${namespace}/${secretName}`, path);
    const command = `oc --namespace ${namespace} delete secret ${secretName}`;
    if (body === undefined) {
        return [
            findingOf("cco-secret-missing", {
                summary: `The Secret ${namespace}/${secretName} does not exist, and Tempo's pods mount it.`,
                evidence: [`expected Secret ${namespace}/${secretName}, found none`],
                remedy: {
                    text: "The cloud credential operator makes it from the CredentialsRequest: look at its log.",
                    command:
                        "oc --namespace openshift-cloud-credential-operator logs deployment/cloud-credential-operator",
                },
            }),
        ];
    }
    const credentials = Buffer.from(textAt(body, "data", "credentials"), "base64").toString("utf8");
    const held = /^\s*role_arn\s*=\s*(\S+)\s*$/m.exec(credentials)?.[1] ?? "";
    if (held === roleArn) return [];
    return [
        findingOf("cco-secret-stale", {
            summary: `The Secret ${namespace}/${secretName} names another role than the operator's ROLEARN.`,
            evidence: [`expected role_arn ${roleArn}`, `found ${held || "none"}`],
            remedy: {
                text: "Delete it: it is made anew from the CredentialsRequest. Then have Tempo's pods start anew.",
                command,
            },
        }),
    ];
}
