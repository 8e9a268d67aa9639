/** S3's calls: whose bucket it is, versions that cannot be suspended, Intelligent-Tiering configurations (MiniStack would take those calls for others). */
export const S3_CALLS = String.raw`
@replaced(s3, "_dispatch")
def dispatch(plain, method, bucket, key, headers, body, query):
    token = calling.set((method, headers, query))
    try:
        refusal = wrong_owner(bucket, headers, query) or fixed_versioning(method, bucket, key, query, body)
        if refusal:
            return refusal
        if bucket and not key and "intelligent-tiering" in query:
            return tiering(method, bucket, body, query)
        return plain(method, bucket, key, headers, body, query)
    finally:
        calling.reset(token)


def wrong_owner(bucket, headers, query):
    source = headers.get("x-amz-copy-source", "").lstrip("/").split("/")[0]
    asked = ((bucket, "x-amz-expected-bucket-owner"), (source, "x-amz-source-expected-bucket-owner"))
    for name, header in asked:
        owner = s3._bucket_owner_account(name) if name else None
        if owner and headers.get(header, owner) != owner:
            return s3._error("AccessDenied", "Access Denied", 403, f"/{name}")
    return None


def fixed_versioning(method, bucket, key, query, body):
    if method != "PUT" or key or "versioning" not in query or b"Suspended" not in body:
        return None
    if s3._bucket_object_lock.get(bucket):
        why = "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed."
    elif s3._bucket_replication.get(bucket):
        why = ("A replication configuration is present on this bucket, so you cannot change the versioning state. "
               "To change the versioning state, first delete the replication configuration.")
    else:
        return None
    return s3._error("InvalidBucketState", why, 409, f"/{bucket}")


# --- Intelligent-Tiering ---

def tiering(method, bucket, body, query):
    if bucket not in s3._buckets:
        return s3._no_such_bucket(bucket)
    kept, name = tierings.setdefault(bucket, {}), s3._qp(query, "id", "")
    if method == "GET" and not name:
        entries = b"".join(kept[one] for one in sorted(kept))
        opened = ('<ListBucketIntelligentTieringConfigurationsOutput xmlns="%s">' % s3.S3_NS).encode()
        shut = b"<IsTruncated>false</IsTruncated></ListBucketIntelligentTieringConfigurationsOutput>"
        return 200, {"Content-Type": "application/xml"}, opened + entries + shut
    if method == "PUT":
        problem = tiering_problem(name, body)
        if problem:
            return problem
        kept[name] = body[body.index(b"<Intell"):]
        return 200, {}, b""
    if name not in kept:
        return s3._error("NoSuchConfiguration", "The specified configuration does not exist.", 404, f"/{bucket}")
    if method == "DELETE":
        del kept[name]
        return 204, {}, b""
    return 200, {"Content-Type": "application/xml"}, kept[name]


def tiering_problem(name, body):
    malformed = s3._error("MalformedXML", s3._MALFORMED_XML, 400)
    try:
        root = fromstring(body)
    except Exception:
        return malformed
    named, status = locally(root, "Id"), locally(root, "Status")
    tiers = [child for child in root if child.tag.split("}")[-1] == "Tiering"]
    if named is None or status is None or status.text not in ("Enabled", "Disabled") or not tiers:
        return malformed
    if named.text != name:
        return s3._error("InvalidArgument", "The id in the request and in the configuration differ.", 400)
    for tier in tiers:
        which, days = locally(tier, "AccessTier"), locally(tier, "Days")
        least = {"ARCHIVE_ACCESS": 90, "DEEP_ARCHIVE_ACCESS": 180}.get(getattr(which, "text", None))
        if least is None or not (days.text or "").isdigit() or not least <= int(days.text) <= 730:
            return s3._error("InvalidArgument", "The tier or its days are not allowed.", 400)
    return None


@replaced(s3, "_delete_bucket")
def delete_bucket(plain, name):
    answer = plain(name)
    if answer[0] < 300:
        tierings.pop(name, None)
    return answer
`;
