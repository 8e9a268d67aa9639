/** What the operator warns of. */

export const JAEGER_WARNING =
    "spec.template.queryFrontend.jaegerQuery.enabled is deprecated and will be removed in a future release";

export const OPEN_WARNING =
    "TempoStack instances without gateway provide no authentication or authorization on the ingest or query paths, and are not supported on OpenShift";

export const LATE_SECRET =
    'could not fetch storage configuration secret: Secret "aws-sts" not found. Tempo will start once the storage secret is available';
