import { expect } from "chai";

import {
    awsConnection,
    environmentConnection,
    type AwsConnection,
} from "../../../stacks/aws/connection.ts";
import { accepted } from "../settings/verdicts.ts";

describe("the connection without a stack", () => {
    it("is what AWS's own tools would find", () => {
        expect(environmentConnection({})).to.deep.equal({
            ...{ region: undefined, profile: undefined, caBundle: undefined, proxy: undefined },
            endpoints: {},
        });
        const all = "https://all";
        const env = {
            ...{ AWS_DEFAULT_REGION: "eu-west-1", AWS_PROFILE: "p", AWS_CA_BUNDLE: "/ca.pem" },
            ...{ AWS_ENDPOINT_URL: all, AWS_ENDPOINT_URL_STS: "https://sts" },
            https_proxy: "http://proxy",
        };
        expect(environmentConnection(env)).to.deep.equal({
            ...{ region: "eu-west-1", profile: "p", caBundle: "/ca.pem" },
            endpoints: { s3: all, sts: "https://sts", iam: all, kms: all },
            proxy: { HTTPS_PROXY: "http://proxy", NO_PROXY: "" },
        });
        expect(environmentConnection({ ...env, AWS_REGION: "us-east-1" }).region).to.equal(
            "us-east-1",
        );
    });
});

describe("stacks/aws/connection", () => {
    it("asks AWS itself, with the credentials that AWS's tools find, where nothing is configured", () => {
        expect(given(connect({}))).to.deep.equal({
            region: "us-east-2",
            endpoints: {},
            forcePathStyle: false,
        });
    });

    it("follows the configuration of the AWS Pulumi provider", () => {
        const connection = connect({
            region: "us-east-1",
            endpoints:
                '[{"s3":"https://a"},{"sts":"https://b","s3":"https://late","ec2":"https://c"}]',
            accessKey: "AKIA",
            secretKey: "secret",
            token: "session",
            profile: "ci",
            customCaBundle: "/ca.pem",
            s3UsePathStyle: "true",
            httpsProxy: "http://proxy:3128",
            noProxy: "localhost",
        });
        expect(given(connection)).to.deep.equal({
            region: "us-east-1",
            endpoints: { s3: "https://a", sts: "https://b" },
            credentials: {
                accessKeyId: "AKIA",
                secretAccessKey: "secret",
                sessionToken: "session",
            },
            profile: "ci",
            caBundle: "/ca.pem",
            forcePathStyle: true,
            proxy: { HTTPS_PROXY: "http://proxy:3128", NO_PROXY: "localhost" },
        });
    });

    it("reads the environment where the configuration says nothing", () => {
        const connection = connect(
            {},
            {
                AWS_CA_BUNDLE: "/env.pem",
                https_proxy: "http://proxy",
                CLUSTER_PROFILE_DIR: "/profile",
            },
        );
        expect(connection).to.include({
            caBundle: "/env.pem",
            credentialsFile: "/profile/.awscred",
        });
        expect(connection.proxy).to.deep.equal({ HTTPS_PROXY: "http://proxy", NO_PROXY: "" });
    });

    it("takes the first configured credentials file before that of the cluster profile", () => {
        const connection = connect(
            { sharedCredentialsFiles: ["/one", "/two"] },
            { CLUSTER_PROFILE_DIR: "/profile" },
        );
        expect(connection.credentialsFile).to.equal("/one");
    });

    it("takes no key without its secret", () => {
        expect(connect({ accessKey: "AKIA" }).credentials).to.equal(undefined);
    });
});

function connect(awsConfig: object, env: Record<string, string> = {}): AwsConnection {
    return awsConnection(accepted({ namespace: "n" }, { awsConfig, env }), env);
}

function given(connection: AwsConnection): object {
    return Object.fromEntries(
        Object.entries(connection).filter(([, value]: [string, unknown]) => value !== undefined),
    );
}
