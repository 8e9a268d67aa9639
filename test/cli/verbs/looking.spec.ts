import { RunnerError, StackMissingError } from "../../../stacks/runner/errors.ts";
import { checkCommandLines, failing, type Case } from "../../support/command-lines.ts";
import { someDetails, someStack } from "../../support/fake-rooms.ts";

const LOCK = {
    path: "l",
    pid: 12,
    username: "ci",
    hostname: "runner",
    timestamp: "2026-11-24T10:00:00Z",
};

const CASES: readonly Case[] = [
    {
        argv: "list",
        rooms: { listStacks: () => Promise.resolve([]) },
        ended: "ok",
        data: { stacks: [] },
        text: /holds no stacks/u,
    },
    {
        argv: "list --all",
        rooms: { listStacks: () => Promise.resolve([someStack()]) },
        ended: "ok",
        data: { stacks: [{ ...someStack(), expired: false }] },
        text: /^stack +owner +branch +resources +updated +expires\ndev +– +– +14 +never +never\n\n1 stack\.\n$/u,
    },
    {
        argv: "list --owner nobody",
        rooms: { listStacks: () => Promise.resolve([someStack()]) },
        ended: "ok",
        text: /None of the 1 stacks of the project is meant, and --all shows/u,
    },
    failing("list", "listStacks", new RunnerError("the bucket is not there"), "preflight"),
    {
        argv: "show --stack dev",
        rooms: {
            showStack: () =>
                Promise.resolve(someDetails({ lock: LOCK, pendingOperations: ["creating urn:x"] })),
        },
        ended: "ok",
        data: {
            stack: "dev",
            details: someDetails({ lock: LOCK, pendingOperations: ["creating urn:x"] }),
        },
        text: /locked by ci@runner, process 12[^]*a killed run left 1 operation/u,
    },
    failing("show --stack dev", "showStack", new StackMissingError("no such stack"), "preflight"),
    {
        argv: "unlock --stack dev",
        rooms: { unlockStack: () => Promise.resolve({ state: "none", why: "nobody holds it" }) },
        ended: "ok",
        data: { state: "none", why: "nobody holds it" },
        text: /✔ dev: nobody holds it/u,
    },
    {
        argv: "unlock --stack dev --force ci@runner",
        rooms: {
            unlockStack: (_, options) =>
                Promise.resolve({
                    state: "released",
                    why: `by ${options?.force ?? ""}`,
                    lock: LOCK,
                }),
        },
        ended: "ok",
        text: /by ci@runner It was held by ci@runner, process 12/u,
    },
    {
        argv: "unlock --stack dev",
        rooms: {
            unlockStack: () =>
                Promise.resolve({ state: "refused", why: "its process lives", lock: LOCK }),
        },
        ended: "preflight",
        error: /dev: its process lives/u,
    },
    { argv: "unlock --stack dev --force ci", ended: "settings", error: /Expected user@host/u },
    {
        argv: "graph --stack dev",
        rooms: {
            stackGraph: () =>
                Promise.resolve({
                    nodes: [
                        { urn: "a", type: "aws:s3/bucket:Bucket", name: "traces" },
                        { urn: "b", type: "kubernetes:core/v1:Secret", name: "storage" },
                    ],
                    edges: [{ from: "a", to: "b" }],
                }),
        },
        ended: "ok",
        text: /^flowchart TD\n {4}n0\["Bucket<br\/>traces"\]\n {4}n1\["Secret<br\/>storage"\]\n {4}n0 --> n1\n$/u,
    },
    {
        argv: "graph --stack dev --format png",
        ended: "settings",
        error: /Allowed choices are mermaid, svg, dot/u,
    },
    {
        argv: "graph --stack dev --out /no/such/folder/x",
        ended: "settings",
        error: /--out: expected a file/u,
    },
    {
        argv: "init --stack dev",
        ended: "settings",
        error: /nobody is here to be asked\. Give --yes/u,
    },
    {
        argv: "init --stack dev --yes --region moon",
        ended: "settings",
        error: /`region`: expected/u,
    },
];

describe("a command line that looks", () => {
    checkCommandLines(CASES);
});
