#!/usr/bin/env bash
# Structure-specific SDMX-ML 2.1 into a cube, against Expat alone on the same file, and against sdmx1 and pysdmx, which pip installs into a private
# environment. All figures are processor time. The peers read a smaller message of the same kind (PEER_OBSERVATIONS) and are compared by observations a second.
#   compare.sh SDMX_ML_BENCH
# OBSERVATIONS (5000000), PEER_OBSERVATIONS (100000) and ROUNDS (5) may be set; PEER_PYTHON names a Python that has the peers already.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
bench=${1:?"usage: compare.sh SDMX_ML_BENCH"}
observations=${OBSERVATIONS:-5000000}
peer_observations=${PEER_OBSERVATIONS:-100000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$bench" generate "$work/ours.xml" "$observations"
"$bench" read "$work/ours.xml" "${ROUNDS:-5}" | tee "$work/ours.txt"
rate=$(awk -v n="$observations" '$1 == "seconds_into_cube" {print n / $2}' "$work/ours.txt")

python=${PEER_PYTHON:-$work/venv/bin/python}
if [ -z "${PEER_PYTHON:-}" ]; then
  if ! { python3 -m venv "$work/venv" && "$python" -m pip install -q --disable-pip-version-check 'sdmx1==2.28.0' 'pysdmx[xml,data]==1.21.0'; }; then
    echo "  sdmx1 and pysdmx could not be installed; they are left out" >&2
    exit 0
  fi
fi
"$bench" generate "$work/peer.xml" "$peer_observations" >/dev/null
for peer in sdmx1:100 pysdmx:20; do
  seconds=$("$python" "$here/peer.py" "${peer%:*}" "$work/peer.xml" "$peer_observations")
  awk -v peer="${peer%:*}" -v least="${peer#*:}" -v n="$peer_observations" -v s="$seconds" -v ours="$rate" 'BEGIN {
    printf "  %-7s %9d observations in %7.3f s, %7.0f a second; ours is %.0f times as fast (at least %d)\n", peer, n, s, n / s, ours * s / n, least
  }'
done
