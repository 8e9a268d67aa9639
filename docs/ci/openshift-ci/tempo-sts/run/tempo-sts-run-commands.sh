#!/bin/bash

set -o nounset
set -o errexit
set -o pipefail

if [[ -f "${SHARED_DIR}/proxy-conf.sh" ]]; then
    # shellcheck disable=SC1091
    source "${SHARED_DIR}/proxy-conf.sh"
fi

export AWS_SHARED_CREDENTIALS_FILE="${CLUSTER_PROFILE_DIR}/.awscred"
AWS_REGION="${LEASED_RESOURCE:-us-east-2}"
export AWS_REGION
# OpenShift bakes OPENSHIFT_BUILD_NAMESPACE into every image that it builds: that of the build, which for a promoted
# image is another job's. Bucket and role are named after this one, and after the test where a job has several.
export OPENSHIFT_BUILD_NAMESPACE="${NAMESPACE}-${UNIQUE_HASH}"
stack="${NAMESPACE}-${UNIQUE_HASH}"

arguments=(
    --stack "${stack}"
    --config "namespace=${TEMPO_STS_NAMESPACE}"
    --config "aws:region=${AWS_REGION}"
    --ttl "${TEMPO_STS_TTL}"
)
for setting in ${TEMPO_STS_SETTINGS}; do
    arguments+=(--config "${setting}")
done
if [[ -n "${TEMPO_STS_ALLOWED_ACCOUNT}" ]]; then
    arguments+=(--allowed-account "${TEMPO_STS_ALLOWED_ACCOUNT}")
fi

if [[ -n "${TEMPO_STS_BACKEND}" ]]; then
    export PULUMI_BACKEND_URL="${TEMPO_STS_BACKEND}"
    arguments+=(--secrets-provider "${TEMPO_STS_SECRETS_PROVIDER:?expected the secrets provider that goes with TEMPO_STS_BACKEND}")
else
    state="$(mktemp -d)"
    export PULUMI_BACKEND_URL="file://${state}"
    export PULUMI_CONFIG_PASSPHRASE_FILE="${SHARED_DIR}/tempo-sts-passphrase"
    head -c 24 /dev/urandom | base64 > "${PULUMI_CONFIG_PASSPHRASE_FILE}"
    # SHARED_DIR holds plain files only, together less than 1 MiB.
    trap 'tar -C "${state}" -czf "${SHARED_DIR}/tempo-sts-state.tgz" .' EXIT
fi

tempo-sts run "${arguments[@]}" \
    --junit "${ARTIFACT_DIR}/junit_tempo_sts.xml" \
    --events "${ARTIFACT_DIR}/tempo-sts-events.ndjson" \
    --markdown "${ARTIFACT_DIR}/tempo-sts.md" \
    --diagnostics "${ARTIFACT_DIR}/tempo-sts-diagnostics"
