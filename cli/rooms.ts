/** What the verbs ask of the other rooms, each loaded when it is first asked; tests give others. */

/** Functions of the other rooms, as they are there. */
export interface Rooms {
    readonly findCli: typeof import("../stacks/runner/cli.ts").findCli;
    readonly installCli: typeof import("../stacks/runner/install-cli.ts").installCli;
    readonly deployStack: typeof import("../stacks/runner/deploy.ts").deployStack;
    readonly previewStack: typeof import("../stacks/runner/preview.ts").previewStack;
    readonly destroyStack: typeof import("../stacks/runner/destroy.ts").destroyStack;
    readonly listStacks: typeof import("../stacks/runner/list.ts").listStacks;
    readonly showStack: typeof import("../stacks/runner/show.ts").showStack;
    readonly unlockStack: typeof import("../stacks/runner/unlock.ts").unlockStack;
    readonly stackGraph: typeof import("../stacks/runner/graph.ts").stackGraph;
    readonly checkBackend: typeof import("../stacks/runner/check-backend.ts").checkBackend;
    readonly runPhases: typeof import("../stacks/run/run.ts").runPhases;
    readonly contextsIn: typeof import("./init/contexts.ts").contextsIn;
    readonly checkTarget: typeof import("./options/settings.ts").checkTarget;
    readonly readSettings: typeof import("./options/settings.ts").readSettings;
    readonly inventory: typeof import("../stacks/sweep/inventory.ts").inventory;
    readonly callerAccount: typeof import("../stacks/sweep/aws-access.ts").callerAccount;
    readonly sweep: typeof import("../stacks/sweep/sweep.ts").sweep;
    readonly examine: typeof import("../doctor/examine.ts").examine;
    readonly follow: typeof import("../doctor/follow.ts").follow;
    readonly prepareFix: typeof import("../doctor/fixes.ts").prepareFix;
    readonly lookAtRotation: typeof import("../stacks/rotation/look.ts").lookAtRotation;
    readonly connectCluster: typeof import("../stacks/cluster/connection.ts").connectCluster;
}

/** The real ones. */
export const ROOMS: Rooms = {
    findCli: async (...given) => (await import("../stacks/runner/cli.ts")).findCli(...given),
    installCli: async (...given) =>
        (await import("../stacks/runner/install-cli.ts")).installCli(...given),
    deployStack: async (...given) =>
        (await import("../stacks/runner/deploy.ts")).deployStack(...given),
    previewStack: async (...given) =>
        (await import("../stacks/runner/preview.ts")).previewStack(...given),
    destroyStack: async (...given) =>
        (await import("../stacks/runner/destroy.ts")).destroyStack(...given),
    listStacks: async (...given) => (await import("../stacks/runner/list.ts")).listStacks(...given),
    showStack: async (...given) => (await import("../stacks/runner/show.ts")).showStack(...given),
    unlockStack: async (...given) =>
        (await import("../stacks/runner/unlock.ts")).unlockStack(...given),
    stackGraph: async (...given) =>
        (await import("../stacks/runner/graph.ts")).stackGraph(...given),
    checkBackend: async (...given) =>
        (await import("../stacks/runner/check-backend.ts")).checkBackend(...given),
    runPhases: async (...given) => (await import("../stacks/run/run.ts")).runPhases(...given),
    contextsIn: async (...given) => (await import("./init/contexts.ts")).contextsIn(...given),
    checkTarget: async (...given) => (await import("./options/settings.ts")).checkTarget(...given),
    readSettings: async (...given) =>
        (await import("./options/settings.ts")).readSettings(...given),
    inventory: async (...given) =>
        (await import("../stacks/sweep/inventory.ts")).inventory(...given),
    callerAccount: async (...given) =>
        (await import("../stacks/sweep/aws-access.ts")).callerAccount(...given),
    sweep: async (...given) => (await import("../stacks/sweep/sweep.ts")).sweep(...given),
    examine: async (...given) => (await import("../doctor/examine.ts")).examine(...given),
    follow: async (...given) => (await import("../doctor/follow.ts")).follow(...given),
    prepareFix: async (...given) => (await import("../doctor/fixes.ts")).prepareFix(...given),
    lookAtRotation: async (...given) =>
        (await import("../stacks/rotation/look.ts")).lookAtRotation(...given),
    connectCluster: async (...given) =>
        (await import("../stacks/cluster/connection.ts")).connectCluster(...given),
};
