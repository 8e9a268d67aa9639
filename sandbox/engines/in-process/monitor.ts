/** The resource monitor that the program's SDK talks to: Pulumi's mock monitor with provider objects behind it. */
import type {
    ExistsResourceRequest,
    ReadResourceRequest,
    RegisterResourceHookRequest,
    RegisterResourceOutputsRequest,
    RegisterResourceRequest,
    ResourceInvokeRequest,
} from "@pulumi/pulumi/proto/resource_pb.js";
// Generated CommonJS, whose names Node cannot see from outside.
import messages from "@pulumi/pulumi/proto/resource_pb.js";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks.js";

import { loadProtobuf } from "../../provider-objects/pulumi-transport.ts";
import { messageOf } from "../errors.ts";
import { keepContext } from "./callback-context.ts";
import { invokeFunction } from "./invocation.ts";
import { readResource } from "./reading.ts";
import { register } from "./registration.ts";
import type { RunState } from "./run-state.ts";

type Reply = (error: Error | null, response?: unknown) => void;

/** What the SDK may use; it refuses the rest itself, in its own words. */
const FEATURES: readonly (keyof typeof messages.ResourceMonitorFeature)[] = [
    "RESOURCE_MONITOR_FEATURE_SECRETS",
    "RESOURCE_MONITOR_FEATURE_ALIAS_SPECS",
    "RESOURCE_MONITOR_FEATURE_DELETED_WITH",
    "RESOURCE_MONITOR_FEATURE_RESOURCE_HOOKS",
    "RESOURCE_MONITOR_FEATURE_INVOKE_DEPENDS_ON",
];

/** An error whose words the SDK shows: of an invoke it reads `details` and nothing else. */
class InvokeFailure extends Error {
    override readonly name = "InvokeFailure";
    readonly details: string;
    /** gRPC's "unknown": any other might be taken for the end of the engine. */
    readonly code = 2;

    constructor(error: unknown) {
        super(messageOf(error), { cause: error });
        this.details = this.message;
    }
}

/** One run's monitor. */
export class EngineMonitor extends MockMonitor {
    readonly #run: RunState;
    /** After-hooks of components, which are complete only when their outputs are there. */
    readonly #components = new Map<string, RegisterResourceRequest>();

    constructor(run: RunState) {
        super({
            call: () => Promise.reject(new Error("not a mock")),
            newResource: () => Promise.reject(new Error("not a mock")),
        });
        this.#run = run;
    }

    override async registerResource(request: RegisterResourceRequest, reply: Reply): Promise<void> {
        const resource = { type: request.getType(), name: request.getName() };
        await this.#run.step(resource, async () => {
            const { urn, id, state } = await register(this.#run, request);
            if (!request.getCustom()) this.#components.set(urn, request);
            const response = new messages.RegisterResourceResponse();
            response.setUrn(urn);
            response.setId(id);
            response.setObject(loadProtobuf().Struct.fromJavaScript(state));
            reply(null, response);
        });
    }

    override async readResource(request: ReadResourceRequest, reply: Reply): Promise<void> {
        const resource = { type: request.getType(), name: request.getName() };
        await this.#run.step(resource, async () => {
            const found = await readResource(this.#run, request);
            const response = new messages.ReadResourceResponse();
            response.setUrn(found.urn);
            response.setProperties(loadProtobuf().Struct.fromJavaScript(found.state));
            reply(null, response);
        });
    }

    /** A function's failure goes to the program, which may handle it. */
    override async invoke(request: ResourceInvokeRequest, reply: Reply): Promise<void> {
        if (this.#run.failure !== undefined) return;
        try {
            reply(null, await invokeFunction(this.#run, request));
        } catch (error) {
            reply(new InvokeFailure(error));
        }
    }

    override registerResourceOutputs(request: RegisterResourceOutputsRequest, reply: Reply): void {
        const urn = request.getUrn();
        const component = this.#components.get(urn);
        const resource = { type: component?.getType() ?? "", name: component?.getName() ?? urn };
        void this.#run.step(resource, async () => {
            const hooks = component?.getHooks()?.getAfterCreateList() ?? [];
            const newInputs = this.#run.ledger.find(urn)?.state ?? {};
            await this.#run.hooks.run(hooks, "after", { urn, id: "", ...resource, newInputs });
            reply(null, {});
        });
    }

    registerResourceHook(request: RegisterResourceHookRequest, reply: Reply): void {
        try {
            keepContext(request.getCallback()?.getToken() ?? "");
            this.#run.hooks.register(request);
            reply(null, {});
        } catch (error) {
            reply(error instanceof Error ? error : new Error(String(error)));
        }
    }

    override existsResource(_request: ExistsResourceRequest, reply: Reply): void {
        reply(
            new Error(
                "The in-process engine does not tell whether a resource exists. Use the pulumi engine.",
            ),
        );
    }

    override registerPackage(_request: unknown, reply: Reply): void {
        reply(
            new Error(
                "The in-process engine has no parameterized packages. Use the pulumi engine.",
            ),
        );
    }

    signalAndWaitForShutdown(_request: unknown, reply: Reply): void {
        reply(null, {});
    }

    override getDeploymentInfo(_request: unknown, reply: Reply): void {
        const info = new messages.DeploymentInfo();
        info.setSupportedfeaturesList(
            FEATURES.map((feature) => messages.ResourceMonitorFeature[feature]),
        );
        reply(null, info);
    }
}
