#!/usr/bin/env bash
# Runs clients_test.py, and SdmxDl.java where it can be run, against a server of the starter figures. PROGRAM names the program (default build/release/atalaya).
set -euo pipefail
cd "$(dirname "$0")/../.."
program=${PROGRAM:-$PWD/build/release/atalaya}
environment=build/clients
if ! cmp -s tests/clients/requirements.txt "$environment/requirements.txt"; then
  rm -rf "$environment"
  python3 -m venv "$environment"
  "$environment/bin/pip" install --quiet --disable-pip-version-check -r tests/clients/requirements.txt
  cp tests/clients/requirements.txt "$environment/requirements.txt"
fi
work=$(mktemp -d)
server=
cleanup() { [ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"; }
trap cleanup EXIT
"$program" demo --workspace "$work/observatory" --no-serve >/dev/null
"$program" serve -w "$work/observatory" --port 0 >"$work/log" &
server=$!
for _ in $(seq 200); do grep -q '^Serving' "$work/log" && break; sleep 0.1; done
BASE=$(sed -n 's/.* at \(http[^ ]*\)\/ .*/\1/p' "$work/log")
export BASE
"$environment/bin/python" -W ignore tests/clients/clients_test.py
tests/clients/sdmx_dl.sh
