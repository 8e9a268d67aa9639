/** What is said when the cluster's IAM OIDC provider is not as it has to be. */
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { lookUpOidcProvider, OidcProviderError } from "../../../components/aws/oidc-provider.ts";
import { callError, ISSUER, PROVIDER_ARN, type CallAnswers } from "../../support/answers.ts";
import { deploy, failures } from "../../support/mocks.ts";
import { unwrap } from "../../support/unwrap.ts";

const TOKEN = "aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider";

const MISSING: CallAnswers = {
    [TOKEN]: () => {
        throw callError("finding IAM OIDC Provider by ARN: couldn't find resource.\nmore");
    },
};

function providing(clientIdLists: readonly string[]): CallAnswers {
    return {
        [TOKEN]: ({ arn }) => ({ arn, id: arn, url: "", clientIdLists, thumbprintLists: [] }),
    };
}

function lookUp(listOidcProviders?: () => Promise<string[]>): pulumi.Output<string> {
    const parent = new pulumi.ComponentResource("tempo-sts:aws:Scratch", "scratch");
    return lookUpOidcProvider({ partition: "aws", issuer: ISSUER, listOidcProviders }, parent);
}

/** The one error of a look-up that must fail. */
async function refusal(
    calls: CallAnswers,
    list?: () => Promise<string[]>,
): Promise<Error | undefined> {
    const found = await failures(() => lookUp(list), { calls });
    expect(new Set(found.map(({ message }) => message)).size).to.equal(1);
    return found[0];
}

describe("lookUpOidcProvider", () => {
    it("gives the ARN of a provider that takes tokens made for STS", async () => {
        const { result } = await deploy(() => lookUp());
        expect(await unwrap(result)).to.equal(PROVIDER_ARN);
    });

    it("does not list providers while there is the right one", async () => {
        const list = (): Promise<string[]> => Promise.reject(new Error("must not be called"));
        const { result } = await deploy(() => lookUp(list));
        expect(await unwrap(result)).to.equal(PROVIDER_ARN);
    });

    it("fails with the ARN expected, the reason and what to do, without a stack trace", async () => {
        const error = await refusal(MISSING);
        expect(error).to.be.instanceOf(OidcProviderError);
        expect(pulumi.RunError.isInstance(error)).to.equal(true);
        expect(error?.message.split("\n")).to.have.length(2);
        expect(error?.message).to.contain(PROVIDER_ARN);
        expect(error?.message).to.contain(ISSUER);
        expect(error?.message).to.contain(
            "could not be read: finding IAM OIDC Provider by ARN: couldn't find resource.\n",
        );
        expect(error?.message).to.contain("ccoctl aws create-identity-provider");
        expect(error?.cause).to.be.instanceOf(Error);
    });

    it("fails with a list of what exists, where it can be listed", async () => {
        const others = ["arn:aws:iam::1:oidc-provider/b", "arn:aws:iam::1:oidc-provider/a"];
        const error = await refusal(MISSING, () => Promise.resolve(others));
        expect(error?.message).to.contain(
            "This account has: arn:aws:iam::1:oidc-provider/a, arn:aws:iam::1:oidc-provider/b.",
        );
    });

    it("fails with a word about an account without any provider", async () => {
        const error = await refusal(MISSING, () => Promise.resolve([]));
        expect(error?.message).to.contain("This account has no IAM OIDC provider.");
    });

    it("fails with the first reason even when listing fails too", async () => {
        const error = await refusal(MISSING, () =>
            Promise.reject(new Error("AccessDenied: iam:ListOpenIDConnectProviders")),
        );
        expect(error?.message).to.contain("couldn't find resource");
        expect(error?.message).to.contain(
            "could not be listed: AccessDenied: iam:ListOpenIDConnectProviders.",
        );
    });

    it("fails when the provider takes no tokens made for STS, and says how to change that", async () => {
        const error = await refusal(providing(["openshift"]));
        expect(error).to.be.instanceOf(OidcProviderError);
        expect(error?.message).to.contain(
            "to have the client id sts.amazonaws.com, but it has openshift",
        );
        expect(error?.message).to.contain(
            `add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${PROVIDER_ARN} --client-id sts.amazonaws.com`,
        );
    });

    it("fails when the provider has no client id at all", async () => {
        const error = await refusal(providing([]));
        expect(error?.message).to.contain("but it has none");
    });
});
