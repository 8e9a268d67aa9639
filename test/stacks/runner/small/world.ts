/** A provider object whose things are files in a folder, and which can be held up at any moment: to kill an update there. */
import { existsSync } from "node:fs";
import { appendFile, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import type {
    OperationOptions,
    Properties,
    ProviderObject,
} from "../../../../sandbox/provider-objects/provider-object.ts";

const LOOK_MS = 20;

/** Stands for the package of that name. */
export class World implements ProviderObject {
    readonly name: string;
    readonly version = "1.0.0";
    readonly folder: string;

    constructor(name: string, folder: string) {
        this.name = name;
        this.folder = folder;
    }

    configure(): void {
        // There is nothing to configure.
    }

    checkConfig(): readonly { property: string; reason: string }[] {
        return [];
    }

    check(_urn: string, _olds: Properties, news: Properties) {
        return Promise.resolve({ inputs: news, failures: [] });
    }

    diff(_id: string, _urn: string, olds: Properties, news: Properties) {
        const changes = Object.keys(news).some(
            (key) =>
                !key.startsWith("__") && JSON.stringify(olds[key]) !== JSON.stringify(news[key]),
        );
        return Promise.resolve({ changes });
    }

    async create(_urn: string, inputs: Properties, options?: OperationOptions) {
        const id = idOf(inputs);
        await this.#say(`create ${id}`);
        await this.#heldUp("before-create", id, options);
        // A second one of the same name is refused, as AWS and Kubernetes do.
        if (existsSync(this.#file(id))) throw new Error(`${id} exists already`);
        await writeFile(this.#file(id), JSON.stringify(inputs));
        await this.#say(`created ${id}`);
        await this.#heldUp("after-create", id, options);
        return { id, outs: inputs };
    }

    async read(id: string, _urn: string, props?: Properties, options?: OperationOptions) {
        await this.#say(`read ${id}`);
        await this.#heldUp("before-read", id, options);
        if (!existsSync(this.#file(id))) return {};
        const there = JSON.parse(await readFile(this.#file(id), "utf8")) as Properties;
        return { id, props: { ...props, ...there }, inputs: there };
    }

    async update(id: string, _urn: string, _olds: Properties, news: Properties) {
        await this.#say(`update ${id}`);
        await writeFile(this.#file(id), JSON.stringify(news));
        return { outs: news };
    }

    async delete(id: string, _urn: string, _props: Properties, options?: OperationOptions) {
        await this.#say(`delete ${id}`);
        await this.#heldUp("before-delete", id, options);
        await rm(this.#file(id), { force: true });
        await this.#heldUp("after-delete", id, options);
    }

    invoke() {
        return Promise.resolve({ outputs: {} });
    }

    #file(id: string): string {
        return join(this.folder, "things", fileName(id));
    }

    async #say(line: string): Promise<void> {
        await appendFile(join(this.folder, "log"), `${line}\n`);
    }

    /** While there is a file of this name. */
    async #heldUp(moment: string, id: string, options?: OperationOptions): Promise<void> {
        const file = join(this.folder, `${moment} ${fileName(id)}`);
        if (!existsSync(file)) return;
        await this.#say(`held ${moment} ${id}`);
        while (existsSync(file)) {
            options?.signal?.throwIfAborted();
            await pause(LOOK_MS);
        }
    }
}

/** What stands for a thing among files. */
export function fileName(id: string): string {
    return encodeURIComponent(id);
}

/** As the real provider of such a resource forms it. */
function idOf({ bucket, name, metadata }: Properties): string {
    if (typeof bucket === "string") return bucket;
    if (typeof name === "string") return name;
    const { name: object = "", namespace = "" } = metadata as { name?: string; namespace?: string };
    return `${namespace}/${object}`;
}
