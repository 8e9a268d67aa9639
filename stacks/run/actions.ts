// What each phase does; every phase is loaded only when it is made.
import type { PhaseActions } from "./options.ts";

/** The work of all phases. */
export const PHASE_ACTIONS: PhaseActions = {
    preflight: async (context) => (await import("./actions/preflight.ts")).preflight(context),
    preview: async (context) => (await import("./actions/preview.ts")).preview(context),
    up: async (context) => (await import("./actions/up.ts")).up(context),
    wait: async (context) => (await import("./actions/wait.ts")).wait(context),
    handshake: async (context) => (await import("./actions/handshake.ts")).handshake(context),
    "generate-traces": async (context) =>
        (await import("./actions/generate-traces.ts")).generateTraces(context),
    "verify-traces": async (context) =>
        (await import("./actions/verify-traces.ts")).verifyTraces(context),
    "no-drift": async (context) => (await import("./actions/no-drift.ts")).noDrift(context),
    destroy: async (context) => (await import("./actions/destroy.ts")).destroy(context),
    "leak-check": async (context) => (await import("./actions/leak-check.ts")).leakCheck(context),
};
