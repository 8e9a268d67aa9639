/** The stack's own program against mocks that answer at once: what is left is the cost of the program itself. */
import * as pulumi from "@pulumi/pulumi";

import { main } from "../stacks/main.ts";

const ACCOUNT = "123456789012";

await pulumi.runtime.setMocks(
    {
        newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs as object }),
        call: ({ token, inputs }) =>
            token.endsWith(":getCallerIdentity") ? { accountId: ACCOUNT } : (inputs as object),
    },
    "tempo-sts",
    "bench",
);
// The SDK's mocks know no hooks: without an answer the program would wait for ever.
const monitor: object = pulumi.runtime.getMonitor() ?? {};
Object.assign(monitor, {
    registerResourceHook: (_: unknown, done: (error: null, answer: object) => void) => {
        done(null, {});
    },
});
pulumi.runtime.setAllConfig({
    "tempo-sts:namespace": "chainsaw-awssts-tempo",
    "tempo-sts:issuer": "https://oidc.example.com/bench",
    "tempo-sts:handshake": JSON.stringify({ enabled: false }),
});
await pulumi.runtime.runInPulumiStack(main);
await pulumi.runtime.disconnect();
// The SDK's server for hooks would keep the process alive.
process.exit(0);
