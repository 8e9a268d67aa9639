/** Kills a CLI as the kernel does when memory runs out, and what would outlive it for minutes. */
import { readdir, readFile } from "node:fs/promises";

/** Kills a process and its children: Pulumi's language host, left alone, looks for its engine only every few minutes. */
export async function killTree(pid: number): Promise<void> {
    const children = await childrenOf(pid);
    process.kill(pid, "SIGKILL");
    children.forEach(endIfThere);
}

/** Of all its threads. Where the system does not tell, none: then they end by themselves. */
async function childrenOf(pid: number): Promise<number[]> {
    const tasks = await readdir(`/proc/${pid}/task`).catch(() => []);
    const texts = tasks.map((task) => readFile(`/proc/${pid}/task/${task}/children`, "utf8"));
    const found = await Promise.all(texts.map((text) => text.catch(() => "")));
    const children = found.join(" ").split(" ").map(Number);
    return children.filter((child) => child > 0);
}

function endIfThere(pid: number): void {
    try {
        process.kill(pid, "SIGKILL");
    } catch {
        // It ended with its parent.
    }
}
