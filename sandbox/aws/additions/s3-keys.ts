/** Objects under a KMS key are written and read only by callers who may use the key, as the role's and the key's policy say. */
export const S3_KEYS = String.raw`
@replaced(iam_actions, "_s3_object_context")
def object_context(plain, action, query, path, headers):
    context = plain(action, query, path, headers)
    if action == "s3:PutObject" and not s3._qp(query, "uploadId", ""):
        for header in (SSE_KEY, CUSTOMER):
            if headers.get(header):
                context["s3:" + header] = headers[header]
    return context


def bucket_keys_of(bucket):
    raw = s3._bucket_encryption.get(bucket)
    found = locally(fromstring(raw), "BucketKeyEnabled") if raw else None
    return found is not None and found.text == "true"


def key_context(bucket, region, account):
    # With bucket keys S3 names the bucket alone; without, it names each object, which policies here allow alike.
    named = f"arn:aws:s3:::{bucket}" if bucket_keys_of(bucket) else f"arn:aws:s3:::{bucket}/object"
    return {"kms:viaservice": f"s3.{region}.amazonaws.com", "kms:calleraccount": account,
            "kms:encryptioncontext:aws:s3:arn": named}


def of_another(key_id):
    # What another account has, nobody here can know: such a key is taken to be there.
    return key_id.startswith("arn:") and key_id.split(":")[4] != get_account_id()


def arn_of(key_id):
    return key_id if of_another(key_id) else kms._resolve_key(key_id)["Arn"]


def key_problem(key_id):
    if of_another(key_id):
        return None
    record = kms._resolve_key(key_id)
    if record is None:
        return s3._error("KMS.NotFoundException", f"Invalid keyId '{key_id}'", 400)
    if record["KeyState"] == "Disabled":
        return s3._error("KMS.DisabledException", f"{record['Arn']} is disabled.", 400)
    if record["KeyState"] != "Enabled":
        return s3._error("KMS.KMSInvalidStateException", f"{record['Arn']} is pending deletion.", 400)
    return None


def key_refusal(action, key_id, bucket):
    call = calling.get()
    if call is None or not key_id:
        return None
    problem = key_problem(key_id)
    if problem:
        return problem
    access_key = extract_access_key_id(call[1], call[2])
    if not access_key:
        return None
    arn = arn_of(key_id)
    context = key_context(bucket, get_region(), get_account_id())
    denied = judge.enforce(access_key, action, "kms", get_region(), arn, context)
    if denied is None:
        return None
    who = getattr(denied, "principal_arn", "")
    explicit = getattr(denied, "decision", "") == "Deny"
    return s3._error("AccessDenied", iam_actions.identity_denial_message(action, who, arn, explicit), 403)


@replaced(s3, "_resolve_sse_write_headers")
def write_headers(plain, headers, bucket):
    kept, problem = plain(headers, bucket)
    key_id = (kept or {}).get(SSE_KEY)
    if problem is None and key_id:
        problem = key_refusal("kms:GenerateDataKey", key_id, bucket)
        call = calling.get()
        if problem is None and call and "uploads" in call[2]:
            problem = key_refusal("kms:Decrypt", key_id, bucket)
    return (None, problem) if problem else (kept, None)


@replaced(s3, "_get_object")
def get_object(plain, bucket, key, headers, query):
    answer = plain(bucket, key, headers, query)
    key_id = {name.lower(): value for name, value in answer[1].items()}.get(SSE_KEY)
    if answer[0] >= 300 or not key_id:
        return answer
    return key_refusal("kms:Decrypt", key_id, bucket) or answer
`;
