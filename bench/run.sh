#!/usr/bin/env bash
# All benchmarks in one run; docs/performance.md holds a run's figures. DATA names the folder with the publishers' files (default ../shared/data).
set -euo pipefail
cd "$(dirname "$0")/.."
data=${DATA:-../shared/data}
atalaya=$PWD/build/release/atalaya
work=$(mktemp -d)
server=
cleanup() { [ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"; }
trap cleanup EXIT

cmake --preset bench --log-level=WARNING >/dev/null
cmake --build --preset bench --target load_bench sdmx_ml_bench sdmx_text_bench sdmx_rest_bench >/dev/null
figures=$(find "$data" -name wdi_like.csv 2>/dev/null | head -1 || true)
if [ -z "$figures" ]; then
  echo "bench: $data has no wdi_like.csv; the starter figures stand in for it, and the load figures do not compare with docs/performance.md" >&2
  figures=agendas/elac2022/figures/wb_wdi.csv
  data=agendas/elac2022/figures
fi
build/bench/bench/load_bench "$figures" agendas/elac2022

echo
echo "SDMX-ML 2.1, structure-specific, into a cube (at least 0.33 of Expat's rate)"
bench/sdmx_ml/compare.sh build/bench/bench/sdmx_ml_bench

echo
echo "SDMX-CSV and SDMX-JSON into a cube (at most 1.5 times DuckDB's time, at least half of simdjson's rate)"
build/bench/bench/sdmx_text_bench

echo
echo "the data services on a flow of 10 million observations"
build/bench/bench/sdmx_rest_bench

echo
echo "release and serving, all figures below $data"
"$atalaya" demo --workspace "$work/full" --data "$data" --no-serve >/dev/null
/usr/bin/env time -f "  freezing a release              %e s, peak memory %M kB" "$atalaya" release -w "$work/full" >/dev/null 2>"$work/time" || true
cat "$work/time"
for round in 1 2 3 4 5; do
  begin=$(date +%s%N)
  "$atalaya" serve -w "$work/full" --port 0 >"$work/serve.log" &
  server=$!
  until grep -q '^Serving' "$work/serve.log"; do sleep 0.002; done
  echo "$((($(date +%s%N) - begin) / 1000000))" >>"$work/ready"
  url=$(sed -n 's/.* at \(http[^ ]*\) .*/\1/p' "$work/serve.log")
  [ "$round" = 5 ] || { kill "$server"; wait "$server" || true; }
done
echo "  serve is ready after            $(sort -n "$work/ready" | sed -n 3p) ms, median of 5 (at most 300)"
for page in en/ en/goals/16 en/countries/BRA en/indicators; do
  begin=$(date +%s%N)
  bytes=$(curl -fsS -H 'Accept-Encoding: gzip' "$url$page" | wc -c)
  echo "  /$page first made in $((($(date +%s%N) - begin) / 1000)) us with curl, $bytes bytes compressed (at most 60000)"
done
echo
echo "goal page against nginx with the same bytes (at least 0.25)"
MIN_RATIO=0.25 bench/http/compare.sh "${url}en/goals/16"
ACCEPT_ENCODING=gzip MIN_RATIO=0.25 bench/http/compare.sh "${url}en/goals/16"
echo "the public page of the register against nginx with the same bytes (at least 0.25)"
MIN_RATIO=0.25 bench/http/compare.sh "${url}en/register"
echo "  peak memory of the server: $(sed -n 's/VmHWM:[[:space:]]*//p' "/proc/$server/status")"
