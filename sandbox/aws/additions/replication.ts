/** Replication does what its role may do and no more, and encrypts the copy with the copy's key. */
export const REPLICATION = String.raw`
def role_of(arn):
    name = arn.split(":role/")[-1].split("/")[-1]
    return name, iam._roles.get_scoped(get_account_id(), None, name)


def trusts_s3(role, source):
    document = role.get("AssumeRolePolicyDocument") or "{}"
    document = json.loads(document) if isinstance(document, str) else document
    statements = document.get("Statement", [])
    account = get_account_id()
    context = judge.EvalContext("s3.amazonaws.com", "Service", account, "sts:AssumeRole", "*", get_region(), service_context={
        "aws:sourcearn": f"arn:aws:s3:::{source}", "aws:sourceaccount": account})
    named = [one for one in ([statements] if isinstance(statements, dict) else statements)
             if judge._service_principal_matches(one.get("Principal"), "s3.amazonaws.com")
             and "sts:AssumeRole" in one.get("Action", [])
             and judge._conditions_met(one.get("Condition", {}), context)]
    return bool(named) and all(one.get("Effect") == "Allow" for one in named)


def role_may(name, action, arn, context=None, region=None):
    account = get_account_id()
    store = iam._roles
    asked = judge.EvalContext(
        f"arn:aws:sts::{account}:assumed-role/{name}/s3-replication", "AssumedRole", account, action, arn,
        region or get_region(), secure_transport=True, service_context=context or {})
    own = judge.evaluate(asked, judge._gather_role_policies(name, account),
                         *judge._permissions_boundary(store, name, account))
    service = action.split(":")[0]
    policy = judge._resource_policy(service, arn)
    if policy is not None:
        own = judge.combine_resource_policy(own, asked, *policy, required=service == "kms")
    return own.decision == "Allow"


def may_copy(source, key, rule, role_arn, target):
    name, role = role_of(role_arn)
    if role is None or not trusts_s3(role, source):
        return False
    bucket, thing, there = f"arn:aws:s3:::{source}", f"arn:aws:s3:::{source}/{key}", f"arn:aws:s3:::{target}/{key}"
    copied = ("s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging")
    written = ("s3:ReplicateDelete",) if marking.get() else ("s3:ReplicateObject", "s3:ReplicateTags")
    return (all(role_may(name, one, bucket) for one in ("s3:GetReplicationConfiguration", "s3:ListBucket"))
            and (marking.get() or all(role_may(name, one, thing) for one in copied))
            and all(role_may(name, one, there) for one in written))


def region_of(bucket):
    return s3._replication_destination_region(f"arn:aws:s3:::{bucket}") or get_region()


def may_reencrypt(source, target, rule, role_arn, key_id):
    name, account = role_of(role_arn)[0], get_account_id()
    region, there = region_of(source), region_of(target)
    if not may_use(name, "kms:Decrypt", key_id, source, region):
        return False
    replica = rule["Destination"].get("EncryptionConfiguration", {}).get("ReplicaKmsKeyID")
    with request_scope(account, there):
        return may_use(name, "kms:Encrypt", replica, target, there)


def may_use(name, action, key_id, bucket, region):
    if not key_id or key_problem(key_id):
        return False
    context = key_context(bucket, region, get_account_id())
    return role_may(name, action, arn_of(key_id), context, region)


@replaced(s3, "_replication_destination")
def destination(plain, bucket, key, rule, role):
    found = plain(bucket, key, rule, role)
    return found if found and may_copy(bucket, key, rule, role, found[0]) else None


@replaced(s3, "_maybe_replicate_delete_marker")
def replicate_marker(plain, bucket, key):
    token = marking.set(True)
    try:
        return plain(bucket, key)
    finally:
        marking.reset(token)


@replaced(s3, "_maybe_replicate")
def replicate(plain, bucket, key, obj, data, tags=None):
    rule, role = s3._replication_rule_for(bucket, key, tags)
    key_id = obj.get("preserved_headers", {}).get(SSE_KEY)
    if rule is None or not key_id:
        return plain(bucket, key, obj, data, tags)
    chosen = rule.get("SourceSelectionCriteria", {}).get("SseKmsEncryptedObjects", {})
    # Without being chosen, objects under a key of KMS are left out, and nothing is said of it.
    if chosen.get("Status") != "Enabled":
        return None
    target = (rule["Destination"].get("Bucket") or "").split(":::")[-1]
    if not may_reencrypt(bucket, target, rule, role, key_id):
        obj["replication_status"] = "FAILED"
        return None
    copied = dict(obj["preserved_headers"])
    obj["preserved_headers"][SSE_KEY] = rule["Destination"]["EncryptionConfiguration"]["ReplicaKmsKeyID"]
    try:
        return plain(bucket, key, obj, data, tags)
    finally:
        obj["preserved_headers"] = copied
`;
