// What stands in a pod between it and AWS: a proxy, authorities of one's own.
import type { Subject } from "../../facts.ts";
import type { Finding } from "../../link.ts";
import { isMounted, type PodView } from "./pod-view.ts";
import { findingOfPods, troubledBy } from "./report.ts";

/** A file of authorities that is not there: every call to AWS fails on its certificate. */
export function authorities(views: readonly PodView[], { namespace }: Subject): Finding[] {
    const troubled = troubledBy(views, (view) => {
        const file = view.env.get("SSL_CERT_FILE");
        const isThere = file === undefined || file.startsWith("/etc/") || isMounted(view, file);
        return isThere ? undefined : `SSL_CERT_FILE ${file}`;
    });
    const told = {
        summary: `Pods in ${namespace} are told to trust the authorities of a file that nothing is mounted for.`,
        remedy: "Take SSL_CERT_FILE out of spec.env; the operator mounts no volumes of yours. With a proxy of your own authority, let it pass TLS to amazonaws.com through.",
    };
    return findingOfPods("pods-ca-file", troubled, told, "a mount for SSL_CERT_FILE");
}

/** Whether a pod reaches AWS only by a proxy. */
export function proxyOf({ env }: PodView): string | undefined {
    const proxy = env.get("HTTPS_PROXY") ?? env.get("https_proxy") ?? "";
    const exceptions = (env.get("NO_PROXY") ?? env.get("no_proxy") ?? "").split(",");
    const isExempt = exceptions.some((each) => /^\*$|(?:^|\.)amazonaws\.com$/.test(each.trim()));
    return proxy === "" || isExempt ? undefined : proxy;
}

/** A proxy is no fault: it is told, because it has to let STS and S3 through. */
export function proxies(views: readonly PodView[], { namespace }: Subject): Finding[] {
    const troubled = troubledBy(views, (view) => {
        const proxy = proxyOf(view);
        return proxy === undefined ? undefined : `HTTPS_PROXY ${withoutUser(proxy)}`;
    });
    const told = {
        severity: "warning" as const,
        summary: `Pods in ${namespace} reach AWS through a proxy only.`,
        remedy: "Let the proxy pass sts.<region>.amazonaws.com and s3.<region>.amazonaws.com, or add .amazonaws.com to noProxy (on OpenShift: proxy/cluster).",
    };
    return findingOfPods("pods-proxy", troubled, told, "a proxy that lets amazonaws.com through");
}

function withoutUser(proxy: string): string {
    return proxy.replace(/\/\/[^/@]*@/, "//");
}
