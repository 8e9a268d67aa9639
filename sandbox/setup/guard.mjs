/** The shell script that keeps a process from outliving the one that started it; plain JavaScript for the first run. */

/**
 * The shell holds the read end of a pipe whose write end only this process has. The pipe closes when this process
 * ends, however it ends: then the child is killed. TERM is passed on, so that the child can stop in good order; a
 * terminal's Ctrl-C does not reach it, because it runs in a session of its own. Processes that the child leaves behind
 * in its group go with it.
 */
export const GUARD = `
removable=$1; shift
orphaned=
trap '' INT HUP QUIT
trap 'orphaned=yes' USR1
exec 3<&0
"$@" </dev/null 3<&- &
child=$!
trap 'kill -TERM "$child" 2>/dev/null' TERM
( trap '' TERM USR1
  while read -r _ <&3; do :; done
  kill -USR1 $$
  kill -KILL "$child" 2>/dev/null ) &
watch=$!
while :; do
  wait "$child"; code=$?
  kill -0 "$child" 2>/dev/null || break
done
kill -KILL "$watch" 2>/dev/null
wait "$watch" 2>/dev/null
trap '' TERM
if [ -n "$orphaned" ]; then
  if [ -n "$removable" ]; then rm -rf "$removable"; fi
  kill -KILL 0
fi
kill -TERM 0
exit "$code"
`;
