/** The SDK's mock monitor, with a memory for whole requests and an answer to hooks. */
import type {
    ReadResourceRequest,
    RegisterResourceRequest,
} from "@pulumi/pulumi/proto/resource_pb.js";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks.js";

import { recordedRead, recordedRegistration, type RecordedResource } from "./recorded.ts";

type Callback = (error: unknown, response: unknown) => void;

/** A name that a hook registered under. */
interface HookRequest {
    getName(): string;
}

/** Records every request in order of arrival. Hooks are taken note of, never run. */
export class RecordingMonitor extends MockMonitor {
    readonly recorded: RecordedResource[] = [];
    readonly hooks: string[] = [];
    /** Outputs that components registered, by the component's name. */
    readonly registeredOutputs = new Map<string, readonly string[]>();

    override async registerResource(
        request: RegisterResourceRequest,
        callback: Callback,
    ): Promise<void> {
        if (this.record(() => recordedRegistration(request), callback)) {
            await super.registerResource(request, callback);
        }
    }

    override async readResource(request: ReadResourceRequest, callback: Callback): Promise<void> {
        if (this.record(() => recordedRead(request), callback)) {
            await super.readResource(request, callback);
        }
    }

    override registerResourceOutputs(
        request: { getUrn(): string; getOutputs(): { toJavaScript(): object } | undefined },
        callback: Callback,
    ): void {
        const name = request.getUrn().split("::")[3] ?? "";
        const outputs = Object.keys(request.getOutputs()?.toJavaScript() ?? {}).sort();
        this.registeredOutputs.set(name, outputs);
        super.registerResourceOutputs(request, callback);
    }

    /** The SDK says that hooks are supported, but its monitor lacks this: without it a program with hooks hangs. */
    registerResourceHook(request: HookRequest, callback: Callback): void {
        this.hooks.push(request.getName());
        callback(null, {});
    }

    registerErrorHook(request: HookRequest, callback: Callback): void {
        this.hooks.push(request.getName());
        callback(null, {});
    }

    signalAndWaitForShutdown(_request: unknown, callback: Callback): void {
        callback(null, {});
    }

    // Whatever is thrown here has to go through the callback: otherwise the program would wait for ever.
    private record(read: () => RecordedResource, callback: Callback): boolean {
        try {
            const resource = read();
            const isSame = ({ type, name }: RecordedResource): boolean =>
                type === resource.type && name === resource.name;
            if (this.recorded.some(isSame)) {
                throw new Error(`Two resources are called ${resource.name} [${resource.type}]`);
            }
            this.recorded.push(resource);
            return true;
        } catch (error) {
            callback(error, undefined);
            return false;
        }
    }
}
