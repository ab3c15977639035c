#!/usr/bin/env bash
# Installs what the build and the tests need on Debian 12 and later, and only what is missing. Asks no question; uses sudo only where it is not root.
#   scripts/setup.sh          what `make build` needs
#   scripts/setup.sh test     and what `make test` needs
#   scripts/setup.sh lint     and what `make format` and `make lint` need
#   scripts/setup.sh fuzz     and what the fuzz targets need
#   scripts/setup.sh bench    and what `make bench` needs
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(g++ cmake ninja-build make pkg-config gettext ca-certificates
  libboost1.81-dev libboost-locale1.81-dev libyaml-cpp-dev libsimdjson-dev libctemplate-dev libcli11-dev libspdlog-dev libfmt-dev
  libssl-dev libicu-dev zlib1g-dev libzip-dev libbrotli-dev libzstd-dev libexpat1-dev
  libsoci-dev libsqlite3-dev libpq-dev libargon2-dev libcjose-dev libcurl4-openssl-dev libxlsxwriter-dev libqrencode-dev libfido2-dev)
case "${1:-build}" in
  build) ;;
  test) packages+=(python3-venv libgtest-dev chromium fonts-dejavu-core postgresql util-linux openssl zbar-tools) ;;
  lint) packages+=(clang-format-16 clang-tidy-16) ;;
  fuzz) packages+=(clang-16 libclang-rt-16-dev libgtest-dev) ;;
  bench) packages+=(nginx-light wrk) ;;
  *) echo "setup.sh: unknown part '$1'; known: build, test, lint, fuzz, bench" >&2; exit 2 ;;
esac

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
# Node.js may be there from elsewhere than Debian; only what lacks is installed.
command -v node >/dev/null || missing+=(nodejs)
command -v npm >/dev/null || missing+=(npm)
if [ "${#missing[@]}" -gt 0 ]; then
  echo "setup: installing ${missing[*]}"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "${missing[@]}" >/dev/null
fi

# DuckDB's library and header, and the tools of the browser tests: pinned by package-lock.json with their hashes.
stamp=node_modules/.atalaya-lock
if ! cmp -s package-lock.json "$stamp"; then
  echo "setup: installing the pinned npm packages"
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
  cp package-lock.json "$stamp"
fi
