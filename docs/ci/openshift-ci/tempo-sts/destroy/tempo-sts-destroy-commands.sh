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

# The pod of the run step is gone, and with it the process whose lock may still be there; nobody else knows this stack.
lock="$(tempo-sts unlock --stack "${stack}" --json || true)"
holder="$(node -p 'const { state, lock } = JSON.parse(process.argv[1]); state === "refused" && lock ? lock.username + "@" + lock.hostname : ""' "${lock}")"
if [[ -n "${holder}" ]]; then
    tempo-sts unlock --stack "${stack}" --force "${holder}"
fi

tempo-sts destroy --stack "${stack}" --yes
