/** Changes of an IAM OIDC provider: MiniStack makes, reads and deletes one, and no more. */
export const OIDC_PROVIDERS = String.raw`
def changing_provider(action):
    def decorate(change):
        def handle(p):
            arn = iam._p(p, "OpenIDConnectProviderArn")
            provider = iam._oidc_providers.get(arn)
            if not provider:
                why = f"OpenIDConnect Provider not found for arn {arn}"
                return iam._error(404, "NoSuchEntity", why, ns="iam")
            return change(p, provider) or iam._xml(200, f"{action}Response", "", ns="iam")
        iam._IAM_HANDLERS[action] = handle
        return handle
    return decorate


def members(p, name):
    found = []
    while iam._p(p, f"{name}.member.{len(found) + 1}"):
        found.append(iam._p(p, f"{name}.member.{len(found) + 1}"))
    return found


@changing_provider("AddClientIDToOpenIDConnectProvider")
def add_client_id(p, provider):
    name = iam._p(p, "ClientID")
    if name not in provider["ClientIDList"]:
        if len(provider["ClientIDList"]) >= 100:
            return iam._error(409, "LimitExceeded", "Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100", ns="iam")
        provider["ClientIDList"].append(name)


@changing_provider("RemoveClientIDFromOpenIDConnectProvider")
def remove_client_id(p, provider):
    provider["ClientIDList"] = [one for one in provider["ClientIDList"] if one != iam._p(p, "ClientID")]


@changing_provider("UpdateOpenIDConnectProviderThumbprint")
def update_thumbprints(p, provider):
    wanted = members(p, "ThumbprintList")
    if len(wanted) > 5 or any(len(one) != 40 for one in wanted):
        return iam._error(400, "ValidationError", "thumbprintList: at most 5, each of 40 digits", ns="iam")
    provider["ThumbprintList"] = wanted


@changing_provider("TagOpenIDConnectProvider")
def tag_provider(p, provider):
    kept = {one["Key"]: one for one in provider.get("Tags", [])}
    kept.update({one["Key"]: one for one in iam._extract_tags(p)})
    provider["Tags"] = list(kept.values())


@changing_provider("UntagOpenIDConnectProvider")
def untag_provider(p, provider):
    gone = iam._extract_tag_keys(p)
    provider["Tags"] = [one for one in provider.get("Tags", []) if one["Key"] not in gone]


@replaced(iam, "_create_oidc_provider")
def create_oidc_provider(plain, p):
    if not iam._p(p, "Url").startswith("https://"):
        return iam._error(400, "ValidationError", "Invalid Open ID Connect Provider URL", ns="iam")
    return plain(p)


iam._IAM_HANDLERS["CreateOpenIDConnectProvider"] = iam._create_oidc_provider
`;
