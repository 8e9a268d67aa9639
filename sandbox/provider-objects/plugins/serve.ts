/** Serves a provider object to Pulumi's engine: prints the port, and lives as long as the engine. */
// Generated CommonJS, whose names Node cannot see from outside.
import engineService from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import engineMessages from "@pulumi/pulumi/proto/engine_pb.js";
import providerServices from "@pulumi/pulumi/proto/provider_grpc_pb.js";

import type { ProviderObject } from "../provider-object.ts";
import { CHANNEL_OPTIONS, type Grpc, loadGrpc, loadProtobuf } from "../pulumi-transport.ts";
import { providerService } from "./service.ts";

/** How often it is looked whether the engine, which is the parent process, is still there. */
const PARENT_CHECK_MS = 1000;

/** Starts the service; `args` are the command line's, of which the last is the engine's address. */
export async function serve(provider: ProviderObject, args: readonly string[]): Promise<void> {
    const grpc = loadGrpc();
    const onStatus = statusLog(grpc, args.at(-1));
    const server = new grpc.Server(CHANNEL_OPTIONS);
    server.addService(
        providerServices.ResourceProviderService,
        providerService({ provider, grpc, protobuf: loadProtobuf(), onStatus }),
    );
    const port = await new Promise<number>((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
            if (error) reject(error);
            else resolve(bound);
        });
    });
    process.stdout.write(`${port}\n`);
    endWithParent(() => {
        server.forceShutdown();
        process.exit(0);
    });
}

/** Shows what an operation waits for beside its resource. */
function statusLog(
    grpc: Grpc,
    address: string | undefined,
): (urn: string, message: string) => void {
    if (address === undefined || !/:\d+$/.test(address)) return () => undefined;
    const engine = new engineService.EngineClient(address, grpc.credentials.createInsecure());
    return (urn, message) => {
        const request = new engineMessages.LogRequest();
        request.setSeverity(engineMessages.LogSeverity.INFO);
        request.setUrn(urn);
        request.setMessage(message);
        request.setEphemeral(true);
        // A status that is not shown is no failure of the operation.
        engine.log(request, () => undefined);
    };
}

/** An engine that was killed cannot end its plugins. */
function endWithParent(end: () => void): void {
    const parent = process.ppid;
    setInterval(() => {
        if (process.ppid !== parent) end();
    }, PARENT_CHECK_MS).unref();
}
