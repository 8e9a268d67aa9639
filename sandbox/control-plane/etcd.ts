/** The etcd of the local control plane, reached through a socket in its own folder. */
import { join } from "node:path";

import { startGuarded } from "./guarded-process.ts";
import type { GuardedProcess } from "./guarded-process.ts";

/** The socket's name; relative, because a socket's path may have no more than about 100 characters. */
export const ETCD_SOCKET = "unix:etcd.sock";

/** A member of one, which no other member ever reaches: these addresses are only names. */
const PEER_NAME = "http://127.0.0.1:2380";
const CLIENT_NAME = "http://127.0.0.1:2379";

/** Starts etcd in `dir`. Its clients wait for the socket by themselves. */
export function startEtcd(binary: string, dir: string): GuardedProcess {
    return startGuarded({
        command: binary,
        args: [
            "--data-dir=etcd",
            "--unsafe-no-fsync",
            "--log-level=warn",
            "--listen-client-urls=unix://etcd.sock",
            "--listen-peer-urls=unix://etcd-peer.sock",
            `--advertise-client-urls=${CLIENT_NAME}`,
            `--initial-advertise-peer-urls=${PEER_NAME}`,
            `--initial-cluster=default=${PEER_NAME}`,
            "--heartbeat-interval=10",
            "--election-timeout=100",
        ],
        cwd: dir,
        logFile: join(dir, "etcd.log"),
        removeIfOrphaned: dir,
    });
}
