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
stack="${NAMESPACE}-${UNIQUE_HASH}"

if [[ -n "${TEMPO_STS_BACKEND}" ]]; then
    export PULUMI_BACKEND_URL="${TEMPO_STS_BACKEND}"
elif [[ -f "${SHARED_DIR}/tempo-sts-state.tgz" ]]; then
    state="$(mktemp -d)"
    tar -C "${state}" -xzf "${SHARED_DIR}/tempo-sts-state.tgz"
    export PULUMI_BACKEND_URL="file://${state}"
    export PULUMI_CONFIG_PASSPHRASE_FILE="${SHARED_DIR}/tempo-sts-passphrase"
else
    echo "tempo-sts-run left no state: it did not start, or was killed at once."
    exit 0
fi

tempo-sts destroy --stack "${stack}" --yes
