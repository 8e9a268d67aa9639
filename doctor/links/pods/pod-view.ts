// What a pod's Tempo container is given: its variables, its mounts, its token.
import { listAt, textAt, valueAt } from "../../../stacks/cluster/answers.ts";
import type { TempoPod } from "../../facts/cluster.ts";

/** The container that talks to S3, in both kinds of Tempo. */
export const TEMPO_CONTAINER = "tempo";

/** The variables that web identity needs. */
export const IDENTITY = { role: "AWS_ROLE_ARN", file: "AWS_WEB_IDENTITY_TOKEN_FILE" } as const;

/** A token that the cluster puts into a pod. */
export interface ProjectedToken {
    readonly path: string;
    readonly audience: string;
    readonly expirationSeconds: number;
}

/** A pod, as far as its Tempo container goes. */
export interface PodView {
    readonly pod: TempoPod;
    /** Values of variables; `undefined` where one comes from elsewhere in the cluster. */
    readonly env: ReadonlyMap<string, string | undefined>;
    readonly mountPaths: readonly string[];
    readonly tokens: readonly ProjectedToken[];
    /** Milliseconds. */
    readonly createdAt: number;
}

/** The view of a pod; undefined where it has no Tempo container. */
export function viewOf(pod: TempoPod): PodView | undefined {
    const container = listAt(pod.body, "spec", "containers").find(
        (each) => textAt(each, "name") === TEMPO_CONTAINER,
    );
    if (container === undefined) return undefined;
    const mounts = listAt(container, "volumeMounts").map((each) => ({
        name: textAt(each, "name"),
        path: textAt(each, "mountPath"),
    }));
    const volumes = listAt(pod.body, "spec", "volumes");
    return {
        pod,
        env: new Map(
            listAt(container, "env").map((each) => [
                textAt(each, "name"),
                valueAt(each, "valueFrom") === undefined ? textAt(each, "value") : undefined,
            ]),
        ),
        mountPaths: mounts.map(({ path }) => path),
        tokens: mounts.flatMap(({ name, path }) =>
            volumes.filter((each) => textAt(each, "name") === name).flatMap(tokensIn(path)),
        ),
        createdAt: Date.parse(textAt(pod.body, "metadata", "creationTimestamp")),
    };
}

/** Whether a file of the container lies below one of its mounts. */
export function isMounted({ mountPaths }: PodView, file: string): boolean {
    return mountPaths.some(
        (path) => file === path || file.startsWith(`${path.replace(/\/$/, "")}/`),
    );
}

function tokensIn(mountPath: string): (volume: unknown) => ProjectedToken[] {
    return (volume) =>
        listAt(volume, "projected", "sources").flatMap((source) => {
            const token = valueAt(source, "serviceAccountToken");
            if (token === undefined) return [];
            const seconds = valueAt(token, "expirationSeconds");
            return [
                {
                    path: `${mountPath.replace(/\/$/, "")}/${textAt(token, "path")}`,
                    audience: textAt(token, "audience"),
                    expirationSeconds: typeof seconds === "number" ? seconds : 3600,
                },
            ];
        });
}
