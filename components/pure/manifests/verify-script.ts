// The script of the verify Job: it asks until exactly the wanted number of traces is there, or time is up.

/**
 * Runs under `bash -euo pipefail`, with curl and jq. Everything that varies comes in by environment, so that nothing has
 * to be quoted into it: WANTED, DEADLINE_SECONDS, POLL_SECONDS, SERVICE, TEMPO_URL, TEMPO_QUERY and, where Jaeger is
 * on, JAEGER_URL.
 */
export const VERIFY_SCRIPT = `set -euo pipefail

limit=$((WANTED + 10))
seen=""

# Prints the number of traces in an answer, or nothing when there was no answer to count in.
count() {
    local filter=$1 body
    shift
    body=$(curl --silent --show-error --fail --max-time 20 --get "$@") || return 0
    jq --exit-status "$filter | length" <<<"$body" || return 0
}

# Succeeds when an API shows exactly the wanted number; ends the Job when it shows more.
complete() {
    local api=$1 found=$2
    echo "$(date -u +%H:%M:%S) $api: \${found:-no answer} of $WANTED traces of $SERVICE"
    seen="$seen $api: \${found:-no answer};"
    if [[ -n "$found" && "$found" -gt "$WANTED" ]]; then
        echo "Expected exactly $WANTED traces of $SERVICE, but $api has $found: was this run's id used before?" >&2
        exit 1
    fi
    [[ "$found" == "$WANTED" ]]
}

while true; do
    seen=""
    done=yes
    found=$(count .traces "$TEMPO_URL/api/search" --data-urlencode "q=$TEMPO_QUERY" --data-urlencode "limit=$limit")
    complete Tempo "$found" || done=no
    if [[ -n "\${JAEGER_URL:-}" ]]; then
        found=$(count .data "$JAEGER_URL/api/traces" --data-urlencode "service=$SERVICE" --data-urlencode "limit=$limit")
        complete Jaeger "$found" || done=no
    fi
    if [[ "$done" == yes ]]; then
        echo "Found exactly $WANTED traces of $SERVICE."
        exit 0
    fi
    if ((SECONDS + POLL_SECONDS > DEADLINE_SECONDS)); then
        echo "Expected exactly $WANTED traces of $SERVICE within $DEADLINE_SECONDS seconds, but found$seen" >&2
        exit 1
    fi
    sleep "$POLL_SECONDS"
done
`;
