import { stsCalls } from "../../../components/pure/sts-calls.ts";
import {
    CliMissingError,
    OperationAbortedError,
    OperationFailedError,
    RunnerError,
    StackLockedError,
    StackMissingError,
} from "../../../stacks/runner/errors.ts";
import { SettingsError } from "../../../stacks/settings/settings-error.ts";
import { checkCommandLines, failing, type Case } from "../../support/command-lines.ts";
import { someDetails } from "../../support/fake-rooms.ts";

const DEPLOYED = {
    ...{ outputs: { bucketName: "secret in plain text" }, resources: [], changes: { create: 3 } },
    ...{ stack: "dev", repaired: [] },
};
const PREVIEW = {
    changes: { create: 1 },
    steps: [{ op: "create", urn: "urn:x", type: "aws:s3/bucket:Bucket", name: "traces" }],
};
const PROBLEM = { path: "namespace", expected: "a name", found: "1", remedy: "Name it" };

const CASES: readonly Case[] = [
    {
        argv: "up --stack dev",
        rooms: {
            deployStack: () => Promise.resolve(DEPLOYED),
            showStack: () => Promise.resolve(someDetails({ outputs: { bucketName: "b" } })),
        },
        ended: "ok",
        data: { stack: "dev", changes: { create: 3 }, outputs: { bucketName: "b" }, repaired: [] },
        text: /✔ dev: 3 created\n\nOutputs\n {2}bucketName {2}b\n$/u,
    },
    {
        argv: "up --stack dev",
        rooms: {
            deployStack: () =>
                Promise.resolve({ ...DEPLOYED, changes: {}, repaired: ["2 operations"] }),
        },
        ended: "ok",
        text: /dev: no changes\n {2}· repaired: 2 operations/u,
    },
    { argv: "up", ended: "settings", error: /Expected a stack, got none\. Give --stack/u },
    {
        argv: "up --stack a --branch b",
        ended: "settings",
        error: /either --stack or --branch, got both/u,
    },
    { argv: "up --branch", ended: "settings", error: /neither the CI's variables nor git/u },
    { argv: "up --stack a/b/c/d", ended: "settings", error: /`--stack`: expected a stack name/u },
    {
        argv: "up --stack dev --config-file /no/such.yaml",
        ended: "settings",
        error: /--config-file: expected a file/u,
    },
    {
        argv: "up --stack dev --ttl 4h --config profile=production",
        ended: "settings",
        error: /--ttl: expected none with the production profile, got 240 min/u,
    },
    failing(
        "up --stack dev",
        "deployStack",
        new OperationFailedError("updating: no", []),
        "deploy",
    ),
    failing(
        "up --stack dev",
        "deployStack",
        new StackLockedError("held by ci@runner"),
        "preflight",
    ),
    failing("up --stack dev", "deployStack", new RunnerError("odd"), "deploy"),
    failing(
        "up --stack dev",
        "deployStack",
        new RunnerError("reaching the backend: no"),
        "preflight",
    ),
    failing("up --stack dev", "deployStack", new OperationAbortedError("given up"), "interrupted"),
    failing("up --stack dev", "deployStack", new TypeError("x is not a function"), "bug"),
    failing("up --stack dev", "checkTarget", new SettingsError([PROBLEM]), "settings"),
    failing(
        "up --stack dev",
        "deployStack",
        new OperationFailedError(`updating: ${new SettingsError([PROBLEM]).message}`, []),
        "settings",
    ),
    failing(
        "up --stack dev",
        "findCli",
        new CliMissingError("Expected pulumi on PATH, found none."),
        "preflight",
    ),
    {
        argv: "up --stack dev --install-cli",
        rooms: {
            findCli: () => Promise.reject(new CliMissingError("none")),
            installCli: ({ onProgress }) => {
                onProgress("downloading");
                return Promise.resolve({
                    path: "/h/v/bin/pulumi",
                    version: "3.259.0",
                    root: "/h/v",
                });
            },
            deployStack: (_, options) =>
                Promise.resolve({ ...DEPLOYED, repaired: [options?.root ?? ""] }),
        },
        ended: "ok",
        data: { repaired: ["/h/v"], outputs: {} },
    },
    {
        argv: "preview --stack dev",
        rooms: { previewStack: () => Promise.resolve(PREVIEW) },
        ended: "ok",
        data: { ...PREVIEW, stsCalls: stsCalls() },
        text: /dev: 1 to create\n\noperation {2}type +name\ncreate +aws:s3\/bucket:Bucket {2}traces\n\nSTS: about 10 calls of AssumeRoleWithWebIdentity an hour [^\n]+\n$/u,
    },
    {
        argv: "preview --stack dev --expect-no-changes",
        rooms: { previewStack: () => Promise.resolve(PREVIEW) },
        ended: "drift",
        error: /expected no changes to dev, found 1 to create/u,
    },
    {
        argv: "preview --stack dev --expect-no-changes --refresh",
        rooms: {
            previewStack: (_, options) =>
                Promise.resolve({ changes: {}, steps: [], refreshFirst: options?.refreshFirst }),
        },
        ended: "ok",
        text: /dev: no changes\n\nSTS: about [^\n]+\n$/u,
    },
    {
        argv: "destroy --stack dev --yes",
        rooms: {
            showStack: () => Promise.resolve(someDetails()),
            destroyStack: (_, options) =>
                Promise.resolve({
                    existed: true,
                    changes: { delete: 9 },
                    repaired: [],
                    remove: options?.remove,
                }),
        },
        ended: "ok",
        data: { existed: true, removed: true, changes: { delete: 9 } },
        text: /✔ dev: 9 deleted; the stack is gone/u,
    },
    {
        argv: "destroy --stack dev --yes --keep-stack",
        rooms: {
            showStack: () => Promise.reject(new StackMissingError("none")),
            destroyStack: () => Promise.resolve({ existed: false, changes: {}, repaired: [] }),
        },
        ended: "ok",
        data: { existed: false, removed: false },
        text: /there is no such stack/u,
    },
    {
        argv: "destroy --stack dev",
        rooms: { showStack: () => Promise.resolve(someDetails()) },
        ended: "settings",
        error: /nobody is here to be asked\. Give --yes\. Nothing was destroyed/u,
    },
    {
        argv: "destroy --stack prod --yes",
        rooms: {
            showStack: () =>
                Promise.resolve(someDetails({ tags: { "tempo-sts:profile": "production" } })),
        },
        ended: "settings",
        error: /prod has the production profile.*Give --confirm prod/u,
    },
    {
        argv: "destroy --stack prod --config profile=production --confirm dev",
        ended: "settings",
        error: /--confirm: expected the stack's name, prod, got dev/u,
    },
    {
        argv: "destroy --stack prod --confirm prod",
        rooms: {
            destroyStack: () =>
                Promise.resolve({ existed: true, changes: { delete: 1 }, repaired: [] }),
        },
        ended: "ok",
    },
    failing(
        "destroy --stack dev --confirm dev",
        "destroyStack",
        new OperationFailedError("no", []),
        "clean-up",
    ),
];

describe("a command line that deploys", () => {
    checkCommandLines(CASES);
});
