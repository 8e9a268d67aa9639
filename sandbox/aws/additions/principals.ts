/** Policies of keys and buckets name no role or user that does not exist. */
export const PRINCIPALS = String.raw`
def stranger(document):
    try:
        document = json.loads(document)
    except (ValueError, TypeError):
        return None
    statements = document.get("Statement", []) if isinstance(document, dict) else []
    for one in [statements] if isinstance(statements, dict) else statements:
        named = one.get("Principal", {}) if isinstance(one, dict) else {}
        named = named.get("AWS", []) if isinstance(named, dict) else []
        for arn in [named] if isinstance(named, str) else named:
            for kind, store in ((":role/", iam._roles), (":user/", iam._users)):
                name = arn.split(kind)[-1].split("/")[-1]
                if f"iam::{get_account_id()}{kind}" in arn and store.get_scoped(get_account_id(), None, name) is None:
                    return arn
    return None


def checked_key_policy(plain, data):
    if data.get("Policy") and stranger(data["Policy"]):
        return kms.error_response_json(
            "MalformedPolicyDocumentException", "Policy contains a statement with one or more invalid principals.", 400)
    return plain(data)


replaced(kms, "_put_key_policy")(checked_key_policy)
replaced(kms, "_create_key")(checked_key_policy)


@replaced(s3, "_put_bucket_policy")
def put_bucket_policy(plain, name, body):
    if stranger(body):
        return s3._error("MalformedPolicy", "Invalid principal in policy", 400, f"/{name}")
    return plain(name, body)
`;
