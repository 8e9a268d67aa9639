// The script of the verify Job: it asks until exactly the wanted number of traces is there, or time is up.

/**
 * For bash, with curl and jq. Everything that varies comes in by environment, so that nothing has to be quoted into it:
 * WANTED, DEADLINE_SECONDS, POLL_SECONDS, SERVICE, TEMPO_URL, TEMPO_QUERY and, where Jaeger is on, JAEGER_URL.
 * It writes no file, and what it saw stands on the standard output, one line for each answer.
 */
export const VERIFY_SCRIPT = `set -euo pipefail

# More than wanted, so that too many can be told from enough.
limit=$((WANTED + 10))
seen=""

# Prints the number of traces in an answer, or nothing when there was no answer to count in.
count() {
    local list=$1 body
    shift
    body=$(curl --silent --show-error --fail --noproxy '*' --max-time 10 --get "$@") || return 0
    printf '%s' "$body" | jq --exit-status "(.$list // []) | arrays | length" || return 0
}

# Succeeds when an API shows exactly the wanted number, and ends the Job when it shows more.
complete() {
    local api=$1 found=$2
    echo "$(date -u +%H:%M:%S) $api: \${found:-no answer} of $WANTED traces of $SERVICE"
    seen="$seen\${seen:+, }\${found:-no answer} through $api"
    if [[ -n "$found" && "$found" -gt "$WANTED" ]]; then
        echo "Expected exactly $WANTED traces of $SERVICE, but found $seen: was this run id used before?" >&2
        exit 1
    fi
    [[ "$found" == "$WANTED" ]]
}

while true; do
    seen=""
    missing=no
    found=$(count traces "$TEMPO_URL/api/search" --data-urlencode "q=$TEMPO_QUERY" --data-urlencode "limit=$limit")
    complete Tempo "$found" || missing=yes
    if [[ -n "\${JAEGER_URL:-}" ]]; then
        found=$(count data "$JAEGER_URL/api/traces" --data-urlencode "service=$SERVICE" --data-urlencode "limit=$limit")
        complete Jaeger "$found" || missing=yes
    fi
    if [[ "$missing" == no ]]; then
        echo "Found exactly $WANTED traces of $SERVICE: $seen."
        exit 0
    fi
    left=$((DEADLINE_SECONDS - SECONDS))
    if ((left <= 0)); then
        echo "Expected exactly $WANTED traces of $SERVICE within $DEADLINE_SECONDS seconds, but found $seen." >&2
        exit 1
    fi
    sleep "$((left < POLL_SECONDS ? left : POLL_SECONDS))"
done
`;
