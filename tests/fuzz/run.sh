#!/usr/bin/env bash
# Runs every fuzz target that the preset `fuzz` has built, one after the other, and ends with a line for each.
#   FUZZ_SECONDS=60 tests/fuzz/run.sh [target...]
set -uo pipefail
cd "$(dirname "$0")/../.."
seconds=${FUZZ_SECONDS:-60}
built=build/fuzz/tests/fuzz
learned=build/fuzz/corpus
found=build/fuzz/found
logs=build/fuzz/logs

targets=("$@")
if [ $# = 0 ]; then
  for program in "$built"/*_fuzz; do
    [ -x "$program" ] && targets+=("$(basename "$program" _fuzz)")
  done
fi
[ "${#targets[@]}" -gt 0 ] || { echo "run.sh: no fuzz target is built; 'make fuzz' builds them" >&2; exit 2; }

failed=0
lines=()
for target in "${targets[@]}"; do
  mkdir -p "$learned/$target" "$found/$target" "$logs"
  echo "fuzzing $target for $seconds s"
  "$built/${target}_fuzz" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="$found/$target/" "$learned/$target" "tests/fuzz/corpus/$target" >"$logs/$target" 2>&1
  code=$?
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$logs/$target")
  if [ "$code" = 0 ]; then
    lines+=("ok      $target: ${runs:-0} inputs")
  else
    failed=1
    lines+=("FAILED  $target: $(ls -t "$found/$target" | head -n 1) in $found/$target; see $logs/$target")
    tail -n 40 "$logs/$target"
  fi
done
printf '%s\n' "${lines[@]}"
exit "$failed"
