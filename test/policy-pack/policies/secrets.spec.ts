import { expect } from "chai";

import { noSecretInOutputs } from "../../../policy-pack/policies/no-secret-in-outputs.ts";
import { noSecretInText } from "../../../policy-pack/policies/no-secret-in-text.ts";
import { judge, UNKNOWN_TEXT, type Given } from "../judge.ts";

/** Texts that look like credentials, whatever they are called. */
const CREDENTIALS: Readonly<Record<string, string>> = {
    "an access key id": "AKIAIOSFODNN7EXAMPLE",
    "a secret access key": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "a token": "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzeXN0ZW06c2VydmljZWFjY291bnQ6YTpiIn0.c2lnbmF0dXJl",
    "a private key": "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----",
    "a URL with a password": "https://me:hunter2@example.com/",
    "a file with a password": "[default]\naws_secret_access_key = hunter2hunter2\n",
};

describe("no secret where many read", () => {
    const configMap = (data: object, more: object = {}): Given => ({
        ...{
            type: "kubernetes:core/v1:ConfigMap",
            props: { metadata: { name: "a" }, data, ...more },
        },
    });
    const inText = async (given: Given, config = {}): Promise<readonly string[]> =>
        (await judge(noSecretInText, [given], config)).violations;
    const inOutputs = async (
        props: Record<string, unknown>,
        config = {},
    ): Promise<readonly string[]> =>
        (await judge(noSecretInOutputs, [{ type: "pulumi:pulumi:Stack", props }], config))
            .violations;

    for (const [what, text] of Object.entries(CREDENTIALS)) {
        it(`refuses ${what} wherever it is, and never repeats it`, async () => {
            const base64 = Buffer.from(text).toString("base64");
            const found = [
                await inOutputs({ harmless: text }),
                await inOutputs({ harmless: { list: ["a", text] } }),
                await inText(configMap({ harmless: text })),
                await inText(configMap({}, { binaryData: { harmless: base64 } })),
                await inText({ type: "aws:iam/role:Role", props: { description: text } }),
                await inText({ type: "aws:s3/bucket:Bucket", props: { tags: { harmless: text } } }),
                await inText({
                    type: "kubernetes:apps/v1:Deployment",
                    props: { metadata: { annotations: { harmless: text } } },
                }),
            ];
            for (const violations of found) {
                expect(violations).to.have.lengthOf(1);
                expect(violations[0])
                    .to.match(/harmless|description/)
                    .and.to.not.contain(text.slice(0, 12));
            }
        });
    }

    it("refuses what is called a credential, and says where it is", async () => {
        expect((await inOutputs({ db: { password: "a" } })).join()).to.contain("`db.password`");
        expect((await inOutputs({ tokens: [{ token: "a" }] })).join()).to.contain(
            "`tokens[0].token`",
        );
        expect((await inText(configMap({ "client-secret.client_secret": "a" }))).join()).to.contain(
            'data["client-secret.client_secret"]',
        );
        expect(await inOutputs({ password: "" })).to.deep.equal([]);
    });

    it("lets names, ARNs, URLs, hashes and certificates pass", async () => {
        const harmless = {
            secretName: "aws-sts",
            roleArn: "arn:aws:iam::123456789012:role/tracing",
            endpoint: "https://tempo.example.com:8443/api?tenant=a",
            manifestHash: "3f786850e387550fdab836ed7e6dc881de23001b",
            certificate: "-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----",
            count: 3,
            on: true,
            nothing: null,
        };
        expect(await inOutputs(harmless)).to.deep.equal([]);
        expect(await inText(configMap(harmless))).to.deep.equal([]);
    });

    it("looks at patches of ConfigMaps too, and at no other object's data", async () => {
        const { props = {} } = configMap({ password: "a" });
        expect(await inText({ type: "kubernetes:core/v1:ConfigMapPatch", props })).to.have.lengthOf(
            1,
        );
        expect(await inText({ type: "kubernetes:core/v1:ConfigMapList", props })).to.deep.equal([]);
    });

    it("leaves Secrets alone, which are made for it", async () => {
        const stringData = { password: "hunter2" };
        expect(
            await inText({ type: "kubernetes:core/v1:Secret", props: { stringData } }),
        ).to.deep.equal([]);
    });

    it("takes what is configured", async () => {
        expect(
            await inOutputs({ password: "a", token: "b" }, { allowedOutputs: ["password"] }),
        ).to.have.lengthOf(1);
        expect(await inText(configMap({ token: "a" }), { allowedKeys: ["token"] })).to.deep.equal(
            [],
        );
    });

    it("doubts what is not known yet, and refuses what is known beside it", async () => {
        const { violations, doubt } = await judge(noSecretInOutputs, [
            { type: "pulumi:pulumi:Stack", props: { roleArn: UNKNOWN_TEXT, password: "a" } },
        ]);
        expect(violations).to.have.lengthOf(1);
        expect(doubt).to.match(/roleArn can't be known/);
    });
});
