#!/bin/bash

set -o nounset
set -o errexit
set -o pipefail

export AWS_SHARED_CREDENTIALS_FILE="${CLUSTER_PROFILE_DIR}/.awscred"
AWS_REGION="${LEASED_RESOURCE:-us-east-2}"
export AWS_REGION
export PULUMI_BACKEND_URL="${TEMPO_STS_BACKEND}"
# The clusters of the stacks are gone, and the one that this pod runs on is not meant.
export KUBECONFIG=/dev/null

arguments=(--config "aws:region=${AWS_REGION}")
if [[ "${TEMPO_STS_SWEEP_ACT}" == "yes" ]]; then
    arguments+=(--yes --concurrency 4)
fi

tempo-sts sweep "${arguments[@]}"
