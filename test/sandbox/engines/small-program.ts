/** A small Pulumi program for both engines: a bucket, a namespace, a Secret behind a gate, and ways to fail. */
import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

/** Reads everything from its configuration: `name`, `value`, and `fail` (before | after | settings | bucket | invoke). */
export default async function smallProgram(): Promise<Record<string, unknown>> {
    const config = new pulumi.Config();
    const name = config.require("name");
    const fail = config.get("fail");
    if (fail === "settings") throw new pulumi.RunError("expected `region` to be a Region, got 7");
    const { accountId } = await aws.getCallerIdentity();
    if (fail === "invoke") await aws.iam.getOpenIdConnectProvider({ url: "https://none.example" });
    const bucket = new aws.s3.Bucket("bucket", {
        bucket: fail === "bucket" ? "Not_A_Name" : name,
        forceDestroy: true,
        tags: { value: config.require("value") },
    });
    const block = new aws.s3.BucketPublicAccessBlock("block", { bucket: bucket.bucket });
    const namespace = new kubernetes.core.v1.Namespace("namespace", { metadata: { name } });
    const hook = (moment: string): pulumi.ResourceHook =>
        new pulumi.ResourceHook(moment, () => {
            if (fail === moment) throw new Error(`${moment} was told to fail`);
        });
    const [before, after] = [hook("before"), hook("after")];
    const gate = {
        beforeCreate: [before],
        beforeUpdate: [before],
        afterCreate: [after],
        afterUpdate: [after],
    };
    const secret = new kubernetes.core.v1.Secret(
        "secret",
        {
            metadata: { name: "storage", namespace: namespace.metadata.name },
            stringData: { bucket: bucket.bucket, value: config.require("value") },
        },
        { hooks: gate, dependsOn: [block] },
    );
    return { accountId, bucket: bucket.bucket, secret: secret.metadata.name };
}
