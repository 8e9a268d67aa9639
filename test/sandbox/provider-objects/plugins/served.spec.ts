import messages from "@pulumi/pulumi/proto/provider_pb.js";
import { expect } from "chai";

import { loadProtobuf } from "../../../../sandbox/provider-objects/pulumi-transport.ts";
import type { Sandbox } from "../../../../sandbox/sandbox.ts";
import { freshName, SANDBOX_TIMEOUT_MS, sharedSandbox } from "../../../support/sandbox.ts";
import { awsArguments } from "../aws/fixture.ts";
import { ask, type Client, type Plugin, type Reply, startPlugin, struct } from "./plugin-client.ts";

describe("the provider objects served as plugins", function () {
    this.timeout(30_000);
    let sandbox: Sandbox;
    const running: Plugin[] = [];

    before(async function () {
        this.timeout(SANDBOX_TIMEOUT_MS);
        sandbox = await sharedSandbox();
    });

    after(() => {
        for (const { client, process } of running) {
            client.close();
            process.kill();
        }
    });

    async function started(name: string): Promise<Client> {
        const plugin = await startPlugin(name);
        running.push(plugin);
        return plugin.client;
    }

    it("take their configuration from the provider's arguments and do the whole life of a resource", async () => {
        const client = await started("aws");
        const info = await ask<{ getVersion(): string }>((reply) =>
            client.getPluginInfo(new (loadProtobuf().Empty)(), reply),
        );
        expect(info.getVersion()).to.equal("7.48.0");
        const args = struct(awsArguments(sandbox));
        const checked = await ask((reply: Reply<InstanceType<typeof messages.CheckResponse>>) =>
            client.checkConfig(
                new messages.CheckRequest().setNews(
                    struct({ region: "us-east-2", assumeRoles: '[{"a":1}]' }),
                ),
                reply,
            ),
        );
        expect(checked.getFailuresList().map((failure) => failure.getProperty())).to.deep.equal([
            "assumeRoles",
        ]);
        await ask((reply) =>
            client.configure(new messages.ConfigureRequest().setArgs(args), reply),
        );

        const urn = "urn:pulumi:s::p::aws:s3/bucket:Bucket::b";
        const news = struct({ bucket: freshName("served"), forceDestroy: true });
        const inputs = await ask((reply: Reply<InstanceType<typeof messages.CheckResponse>>) =>
            client.check(
                new messages.CheckRequest().setUrn(urn).setOlds(struct({})).setNews(news),
                reply,
            ),
        );
        const made = await ask((reply: Reply<InstanceType<typeof messages.CreateResponse>>) =>
            client.create(
                new messages.CreateRequest().setUrn(urn).setProperties(inputs.getInputs()),
                reply,
            ),
        );
        const read = async () =>
            ask((reply: Reply<InstanceType<typeof messages.ReadResponse>>) =>
                client.read(
                    new messages.ReadRequest()
                        .setUrn(urn)
                        .setId(made.getId())
                        .setProperties(made.getProperties())
                        .setInputs(inputs.getInputs()),
                    reply,
                ),
            );
        expect((await read()).getId()).to.equal(made.getId());
        const diff = await ask((reply: Reply<InstanceType<typeof messages.DiffResponse>>) =>
            client.diff(
                new messages.DiffRequest()
                    .setUrn(urn)
                    .setId(made.getId())
                    .setOlds(made.getProperties())
                    .setNews(struct({ bucket: "other" })),
                reply,
            ),
        );
        expect(diff.getReplacesList()).to.deep.equal(["bucket"]);
        await ask((reply) =>
            client.delete(
                new messages.DeleteRequest()
                    .setUrn(urn)
                    .setId(made.getId())
                    .setProperties(made.getProperties()),
                reply,
            ),
        );
        expect((await read()).getId(), "gone").to.equal("");
    });

    it("give time-outs to the operation, and what was made to the state when it is not ready", async () => {
        const client = await started("kubernetes");
        const { kubeconfig, context } = sandbox.cluster;
        await ask((reply) =>
            client.configure(
                new messages.ConfigureRequest().setArgs(struct({ kubeconfig, context })),
                reply,
            ),
        );
        const metadata = { name: freshName("served"), namespace: "default" };
        const spec = {
            template: {
                spec: { restartPolicy: "Never", containers: [{ name: "c", image: "none" }] },
            },
        };
        const inputs = { apiVersion: "batch/v1", kind: "Job", metadata, spec };
        const urn = "urn:pulumi:s::p::kubernetes:batch/v1:Job::j";
        const create = new messages.CreateRequest()
            .setUrn(urn)
            .setProperties(struct(inputs))
            .setTimeout(0.3);
        const failure = await ask((reply) => client.create(create, reply)).catch(
            (error: unknown) => error,
        );
        expect(failure)
            .to.have.property("details")
            .that.matches(/timed out waiting to be Ready/);
        expect(failure).to.have.property("metadata");
        const { metadata: sent } = failure as { metadata: { get(key: string): unknown[] } };
        expect(String(sent.get("grpc-status-details-bin")[0])).to.contain(
            "ErrorResourceInitFailed",
        );
        await ask((reply) =>
            client.delete(
                new messages.DeleteRequest()
                    .setUrn(urn)
                    .setId(`default/${metadata.name}`)
                    .setProperties(struct(inputs)),
                reply,
            ),
        );
    });

    it("answer an unknown type or function with its name, and go on", async () => {
        const client = await started("aws");
        const urn = "urn:pulumi:s::p::aws:ec2/vpc:Vpc::v";
        for (let i = 0; i < 2; i++) {
            const check = new messages.CheckRequest().setUrn(urn).setNews(struct({}));
            const failure = await ask((reply) => client.check(check, reply)).catch(
                (error: unknown) => error,
            );
            expect(failure).to.have.property("details").that.contains("aws:ec2/vpc:Vpc");
        }
    });

    it("stop what is under way when the engine cancels", async () => {
        const client = await started("kubernetes");
        const { kubeconfig, context } = sandbox.cluster;
        await ask((reply) =>
            client.configure(
                new messages.ConfigureRequest().setArgs(struct({ kubeconfig, context })),
                reply,
            ),
        );
        const metadata = { name: freshName("cancelled"), namespace: "default" };
        const spec = {
            template: {
                spec: { restartPolicy: "Never", containers: [{ name: "c", image: "none" }] },
            },
        };
        const inputs = { apiVersion: "batch/v1", kind: "Job", metadata, spec };
        const urn = "urn:pulumi:s::p::kubernetes:batch/v1:Job::j";
        const creating = ask((reply) =>
            client.create(
                new messages.CreateRequest().setUrn(urn).setProperties(struct(inputs)),
                reply,
            ),
        ).catch((error: unknown) => error);
        await new Promise((resolve) => setTimeout(resolve, 500));
        await ask((reply) => client.cancel(new (loadProtobuf().Empty)(), reply));
        expect(await creating)
            .to.have.property("details")
            .that.matches(/cancelled/);
    });
});
