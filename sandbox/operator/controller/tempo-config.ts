/** The configuration files of a TempoStack: as much of them as decides on storage and on roll-outs. */
import { createHash } from "node:crypto";

import { operandName } from "../../../components/pure/names/operand-names.ts";
import type { ClusterObject } from "../cluster/objects.ts";
import { isJsonObject, jsonObject, type JsonObject } from "../cluster/values.ts";
import { ADAPTER_PORT, componentLabels, GOSSIP } from "./components.ts";
import { owned, type Instance } from "./instance.ts";

/** The ConfigMap, and the hash whose change replaces the pods. */
export interface TempoConfig {
    readonly configMap: ClusterObject;
    readonly hash: string;
}

/** Writes the configuration. */
export async function tempoConfig(instance: Instance): Promise<TempoConfig> {
    const { dump } = await import("js-yaml");
    const { spec, name } = instance;
    const extra = jsonObject(spec.extraConfig?.["tempo"]);
    const main = dump(merged(mainConfig(instance), extra));
    const { enabled, servicesQueryDuration } = spec.template.queryFrontend.jaegerQuery;
    const adapter = {
        address: `0.0.0.0:${String(ADAPTER_PORT.port)}`,
        services_query_duration: servicesQueryDuration,
    };
    const data = {
        "tempo.yaml": main,
        "tempo-query-frontend.yaml": main,
        "overrides.yaml": dump({ overrides: spec.limits.perTenant ?? {} }),
        ...(enabled ? { "tempo-query.yaml": dump(adapter) } : {}),
    };
    const metadata = { name: operandName(name), labels: componentLabels(name, "config") };
    return {
        configMap: owned(instance, "ConfigMap", metadata, { data }),
        hash: createHash("sha256").update(main).digest("hex"),
    };
}

function mainConfig({ name, spec, storage }: Instance): JsonObject {
    const ring = { kvstore: { store: "memberlist" } };
    return {
        compactor: { compaction: { block_retention: spec.retention.global.traces }, ring },
        distributor: { ring },
        ingester: {
            lifecycler: { ring: { ...ring, replication_factor: spec.replicationFactor } },
            max_block_duration: "10m",
        },
        memberlist: { join_members: [`${operandName(name)}-gossip-ring:${String(GOSSIP.port)}`] },
        multitenancy_enabled: spec.tenants !== undefined,
        overrides: jsonObject(JSON.parse(JSON.stringify(spec.limits.global))),
        query_frontend: {
            search: {
                default_result_limit: spec.search.defaultResultLimit,
                max_duration: spec.search.maxDuration,
            },
        },
        server: { http_listen_port: 3200, http_server_read_timeout: spec.timeout },
        storage: {
            trace: {
                backend: "s3",
                blocklist_poll: "5m",
                s3: {
                    bucket: storage.bucket,
                    endpoint: storage.endpoint,
                    insecure: storage.insecure,
                },
            },
        },
    };
}

function merged(base: JsonObject, over: JsonObject): JsonObject {
    const result = { ...base };
    for (const [name, value] of Object.entries(over)) {
        const below = result[name];
        result[name] = isJsonObject(value) && isJsonObject(below) ? merged(below, value) : value;
    }
    return result;
}
