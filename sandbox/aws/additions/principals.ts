/** A key made with this tag gets its value as its id, and not the tag: what a program only refers to can so be there. */
export const KEY_ID_TAG = "tempo-sts-sandbox:key-id";

/** Policies of keys and buckets name no role or user that does not exist; and keys may be called as somebody wants. */
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


# --- Keys that are called as somebody wants ---

wanted_key = contextvars.ContextVar("wanted_key", default=None)
plain_uuid = kms.new_uuid
kms.new_uuid = lambda: wanted_key.get() or plain_uuid()


@replaced(kms, "_create_key")
def create_key(plain, data):
    tags = {one.get("TagKey"): one.get("TagValue") for one in data.get("Tags") or []}
    wanted = tags.pop("${KEY_ID_TAG}", None)
    data = {**data, "Tags": [{"TagKey": key, "TagValue": value} for key, value in tags.items()]}
    token = wanted_key.set(wanted)
    try:
        return checked_key_policy(plain, data)
    finally:
        wanted_key.reset(token)


@replaced(s3, "_put_bucket_policy")
def put_bucket_policy(plain, name, body):
    if stranger(body):
        return s3._error("MalformedPolicy", "Invalid principal in policy", 400, f"/{name}")
    return plain(name, body)
`;
