/** The sandbox's stand-in for Pulumi's Kubernetes provider. */
import type {
    CheckResult,
    CreateResult,
    DiffResult,
    InvokeResult,
    ReadResult,
    UpdateResult,
} from "@pulumi/pulumi/provider/index.js";

import {
    InitializationError,
    type OperationOptions,
    type Properties,
    type PropertyFailure,
    type ProviderObject,
} from "../provider-object.ts";
import { nameOfUrn, typeOfUrn } from "../../../components/pure/names/urn.ts";
import { conceal, revealProperties } from "../wire-values.ts";
import { awaitReady, NotReadyError } from "./await-ready.ts";
import { Cluster, type ServedKind } from "./cluster.ts";
import { deleteObject } from "./delete-object.ts";
import { idOf, type KubeObject } from "./kube-object.ts";
import { makeObject } from "./make-object.ts";
import { diffObject } from "./object-diff.ts";
import { completeInputs, concealSecretData, fieldManagerOf, normalize } from "./object-inputs.ts";
import { checkpoint, inputsOf, liveOf, readInputs } from "./object-state.ts";
import { readObject } from "./read-object.ts";
import {
    type KubernetesSettings,
    kubernetesSettingsFailures,
    readKubernetesSettings,
} from "./settings.ts";
import { kindOfToken } from "./type-token.ts";
import { isUnreachable } from "./unreachable.ts";
import { updateObject } from "./update-object.ts";

/** The version of @pulumi/kubernetes whose types it stands for. */
export const KUBERNETES_VERSION = "4.34.2";

/** Any kind of single object, whatever the cluster serves. */
export class KubernetesProvider implements ProviderObject {
    readonly name = "kubernetes";
    readonly version = KUBERNETES_VERSION;
    #settings: KubernetesSettings = readKubernetesSettings({});
    #cluster: Promise<Cluster> | undefined;

    configure(config: Properties): void {
        void this.close();
        this.#settings = readKubernetesSettings(config);
    }

    checkConfig(config: Properties): readonly PropertyFailure[] {
        return kubernetesSettingsFailures(config);
    }

    check(urn: string, olds: Properties, news: Properties): Promise<CheckResult> {
        return Promise.resolve().then(() => {
            const kind = kindOfToken(typeOfUrn(urn));
            const inputs = completeInputs(news, revealProperties(olds), kind, nameOfUrn(urn));
            return { inputs, failures: [] };
        });
    }

    async diff(
        _id: string,
        _urn: string,
        olds: Properties,
        news: Properties,
        options?: OperationOptions,
    ): Promise<DiffResult> {
        const state = revealProperties(olds);
        const namespace = this.#settings.namespace ?? "default";
        const wanted = normalize(revealProperties(news));
        const read = async (): Promise<KubeObject | undefined> => {
            const found = await readObject(
                await this.#connect(),
                idOf(liveOf(state)),
                liveOf(state),
                options,
            );
            return found?.live;
        };
        return diffObject({ state, wanted, settings: this.#settings, namespace, read });
    }

    async create(
        urn: string,
        inputs: Properties,
        options?: OperationOptions,
    ): Promise<CreateResult> {
        const cluster = await this.#connect();
        const object = normalize(revealProperties(inputs));
        const fieldManager = fieldManagerOf(urn);
        const made = await makeObject(cluster, this.#settings, object, fieldManager, options);
        const outs = await this.#ready(cluster, made, inputs, fieldManager, options);
        return { id: idOf(made.live), outs };
    }

    async read(
        id: string,
        urn: string,
        props: Properties = {},
        options?: OperationOptions,
    ): Promise<ReadResult> {
        try {
            return await this.#readLive(id, urn, props, options);
        } catch (error) {
            const { skipUpdateUnreachable, deleteUnreachable } = this.#settings;
            if (isUnreachable(error) && deleteUnreachable) return {};
            if (!isUnreachable(error) || !skipUpdateUnreachable) throw error;
            return { id, props, inputs: options?.oldInputs ?? inputsOf(props) };
        }
    }

    async update(
        id: string,
        urn: string,
        olds: Properties,
        news: Properties,
        options?: OperationOptions,
    ): Promise<UpdateResult> {
        const cluster = await this.#connect();
        const fieldManager = fieldManagerOf(urn);
        const object = normalize(revealProperties(news));
        const made = await updateObject(
            { cluster, settings: this.#settings, fieldManager, options },
            id,
            liveOf(revealProperties(olds)),
            object,
        );
        return { outs: await this.#ready(cluster, made, news, fieldManager, options) };
    }

    async delete(
        id: string,
        _urn: string,
        props: Properties,
        options?: OperationOptions,
    ): Promise<void> {
        try {
            await deleteObject(await this.#connect(), id, liveOf(revealProperties(props)), options);
        } catch (error) {
            if (!this.#settings.deleteUnreachable || !isUnreachable(error)) throw error;
            options?.onStatus?.("the cluster does not answer: the object counts as deleted");
        }
    }

    invoke(token: string): Promise<InvokeResult> {
        return Promise.reject(
            new Error(
                `The sandbox's Kubernetes provider does not know the function ${token}. It knows none.`,
            ),
        );
    }

    /** Ends the kept connections. */
    async close(): Promise<void> {
        const connected = this.#cluster;
        this.#cluster = undefined;
        const cluster = await connected?.catch(() => undefined);
        cluster?.close();
    }

    #connect(): Promise<Cluster> {
        this.#cluster ??= Cluster.connect(this.#settings).catch((error: unknown) => {
            this.#cluster = undefined;
            throw error;
        });
        return this.#cluster;
    }

    async #readLive(
        id: string,
        urn: string,
        props: Properties,
        options: OperationOptions | undefined,
    ): Promise<ReadResult> {
        const state = revealProperties(props);
        const oldInputs = options?.oldInputs ?? {};
        const reference = { ...kindOfToken(typeOfUrn(urn)), ...liveOf(state) };
        const found = await readObject(await this.#connect(), id, reference, options);
        if (found === undefined) return {};
        const pattern = { ...props, ...oldInputs };
        const inputs = readInputs(found.live, state, revealProperties(oldInputs));
        const parts = { inputs, fieldManager: fieldManagerOf(urn), pattern };
        return {
            id,
            props: checkpoint(found.live, parts),
            inputs: concealSecretData(conceal(inputs, pattern)),
        };
    }

    async #ready(
        cluster: Cluster,
        made: { readonly served: ServedKind; readonly live: KubeObject },
        inputs: Properties,
        fieldManager: string,
        options: OperationOptions | undefined,
    ): Promise<Properties> {
        const state = (live: KubeObject): Properties =>
            checkpoint(live, { inputs: revealProperties(inputs), fieldManager, pattern: inputs });
        try {
            return state(await awaitReady(cluster, made.served, made.live, options));
        } catch (error) {
            const words = error instanceof Error ? error.message : String(error);
            const live = error instanceof NotReadyError ? error.live : made.live;
            throw new InitializationError(
                `the object was made, but failed to become ready: ${words}`,
                { id: idOf(made.live), properties: state(live ?? made.live), reasons: [words] },
                { cause: error },
            );
        }
    }
}
