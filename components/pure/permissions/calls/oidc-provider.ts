// What the cluster's IAM OIDC provider needs: a look, or a whole life.
import { callTable, providerSource, type CallTable } from "../call.ts";

const READ = ["create", "read", "update"] as const;

/** It is only looked up. */
export const GET_OIDC_PROVIDER: CallTable = callTable(
    "iam",
    {
        caller: "aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider",
        source: providerSource("iam/openid_connect_provider_data_source.go"),
    },
    [{ on: "provider", phases: [...READ, "look"], proven: ["GetOpenIDConnectProvider"] }],
);

/** The stack makes it. */
export const OIDC_PROVIDER: CallTable = callTable(
    "iam",
    {
        caller: "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
        source: providerSource("iam/openid_connect_provider.go"),
    },
    [
        { on: "provider", phases: ["create"], proven: ["CreateOpenIDConnectProvider"] },
        { on: "provider", phases: ["create", "update"], proven: ["TagOpenIDConnectProvider"] },
        { on: "provider", phases: READ, proven: ["GetOpenIDConnectProvider"] },
        {
            on: "provider",
            phases: ["update"],
            proven: ["UntagOpenIDConnectProvider"],
            asked: [
                "AddClientIDToOpenIDConnectProvider",
                "RemoveClientIDFromOpenIDConnectProvider",
                "UpdateOpenIDConnectProviderThumbprint",
            ],
        },
        { on: "provider", phases: ["delete"], proven: ["DeleteOpenIDConnectProvider"] },
    ],
);
