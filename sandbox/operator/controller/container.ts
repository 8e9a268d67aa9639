/** What all containers of a TempoStack have in common. */
import type { JsonObject } from "../cluster/values.ts";
import type { NamedPort } from "./components.ts";

/** A container that may do nothing but listen on its ports. */
export function container(name: string, image: string, ports: readonly NamedPort[]): JsonObject {
    return {
        name,
        image,
        ports: ports.map(({ name: portName, port, protocol = "TCP" }) => ({
            name: portName,
            containerPort: port,
            protocol,
        })),
        securityContext: {
            allowPrivilegeEscalation: false,
            capabilities: { drop: ["ALL"] },
            readOnlyRootFilesystem: true,
        },
    };
}
