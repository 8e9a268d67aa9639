// Which service accounts a Tempo's pods will use, told from its resource alone.
import { operandName } from "../../components/pure/names/operand-names.ts";
import { serviceAccountNames } from "../../components/pure/service-accounts.ts";
import { textAt, valueAt } from "../../stacks/cluster/answers.ts";

/** The names, that of the resource's own choice included. */
export function expectedServiceAccounts(
    { kind, name }: { readonly kind: string; readonly name: string },
    { body }: { readonly body: unknown },
): string[] {
    const chosen = textAt(body, "spec", "serviceAccount");
    const own = chosen === "" ? operandName(name) : chosen;
    if (kind === "tempomonolithic") return [own];
    const jaeger = ["spec", "template", "queryFrontend", "jaegerQuery"];
    const gateway = valueAt(body, "spec", "template", "gateway", "enabled") === true;
    const type = textAt(body, ...jaeger, "ingress", "type");
    const names = serviceAccountNames({
        tempoName: name,
        jaegerQuery: {
            enabled: !gateway && valueAt(body, ...jaeger, "enabled") === true,
            ingressType: type === "route" ? "route" : "none",
            authentication: valueAt(body, ...jaeger, "authentication", "enabled") === true,
        },
    });
    return names.map((each) => (each === operandName(name) ? own : each));
}
