#!/usr/bin/env bash
# All probes under all stressors for a long time, and whether memory stays flat.
#
#   benchmarks/soak.sh EXE [DURATION [OPTION...]]      DURATION: 20m unless told
#
# EXE is the published binary. The resident memory of the worker process is read every five seconds; its slope is that of the straight line that
# fits the last three quarters of the readings best. Ends with the run's exit code, or with 1 where the memory grew by a MB or more.
set -uo pipefail
[ $# -ge 1 ] || { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }
exe=$1
duration=${2:-20m}
shift $(($# < 2 ? $# : 2))

samples=$(mktemp)
trap 'rm -f "$samples"' EXIT

"$exe" run --duration "$duration" "$@" &
run=$!
trap 'kill -INT "$run" 2>/dev/null' INT TERM
while kill -0 "$run" 2>/dev/null; do
  sleep 5
  for worker in $(pgrep -P "$run"); do
    awk -v time="$SECONDS" '/^VmRSS:/ { print time, $2 / 1024 }' "/proc/$worker/status" 2>/dev/null >> "$samples"
  done
done
wait "$run"
code=$?

awk '
  { time[NR] = $1; rss[NR] = $2 }
  END {
    first = int(NR / 4) + 1
    for (i = first; i < NR; i++) { n++; t += time[i]; r += rss[i]; tt += time[i] ^ 2; tr += time[i] * rss[i] }
    if (n < 3) { print "resident memory: too few readings"; exit 1 }
    slope = (n * tr - t * r) / (n * tt - t ^ 2)
    grown = slope * (time[NR - 1] - time[first])
    printf "resident memory of the worker process: %.1f MiB at first, %.1f MiB at last, slope %+.3f MiB in the last %d s (%d readings)\n",
      rss[first], rss[NR - 1], grown, time[NR - 1] - time[first], n
    exit grown >= 1
  }' "$samples"
flat=$?
[ "$code" -ne 0 ] && exit "$code"
exit "$flat"
