#!/bin/bash
# Comments on a consultation at a steady rate through HTTP, from an empty register to the check of its log.
#   consultation_load.sh PROGRAM LOAD [sqlite|postgresql|CONNINFO] [OPTIONS OF LOAD, such as --rate 500 --seconds 60]
# PROGRAM is `atalaya`, LOAD is `consultation_load`. `postgresql` makes a private cluster that flushes as an office's would; CONNINFO names an empty database
# ("postgresql:host=… dbname=…"). Exit code 1: something was refused, lost or stands twice, or the log does not hold.
set -euo pipefail

program=$(realpath "${1:?"usage: consultation_load.sh PROGRAM LOAD [sqlite|postgresql|CONNINFO] [OPTIONS]"}")
load=$(realpath "${2:?"the path of consultation_load"}")
kind=${3:-sqlite}
shift $(($# < 3 ? $# : 3))
work=$(mktemp -d "${TMPDIR:-/tmp}/atalaya-load-XXXXXX")
server='' cluster=''
cleanup() {
  [ -z "$server" ] || { kill "$server" 2>/dev/null && wait "$server" 2>/dev/null; } || true
  [ -z "$cluster" ] || { kill -INT "$cluster" 2>/dev/null && wait "$cluster" 2>/dev/null; } || true
  rm -rf "$work"
}
trap cleanup EXIT

store=()
if [ "$kind" = postgresql ]; then
  bin=$(find /usr/lib/postgresql -name initdb 2>/dev/null | sort -V | tail -1 | xargs -r dirname)
  [ -n "$bin" ] || { echo "consultation_load.sh: PostgreSQL is not installed" >&2; exit 2; }
  as=()
  if [ "$(id -u)" = 0 ]; then  # PostgreSQL does not run as root.
    as=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
    chmod 711 "$work"
    install -d -o nobody -g nogroup "$work/pg"
  fi
  mkdir -p "$work/pg"
  (cd / && "${as[@]}" "$bin/initdb" --auth=trust --encoding=UTF8 --locale=C --username=atalaya -D "$work/pg/data") >/dev/null
  (cd / && exec "${as[@]}" "$bin/postgres" -D "$work/pg/data" -k "$work/pg" -c listen_addresses=) >"$work/postgres.log" 2>&1 &
  cluster=$!
  until "$bin/psql" -h "$work/pg" -U atalaya -d postgres -qc 'create database register' 2>/dev/null; do sleep 0.2; done
  store=(--store "postgresql:host=$work/pg user=atalaya dbname=register")
elif [ "$kind" != sqlite ]; then
  store=(--store "$kind")
fi

"$program" demo --workspace "$work/space" --no-serve >/dev/null
if [ ${#store[@]} -gt 0 ]; then
  rm -rf "$work/space/register" "$work/space/register.yaml"
  "$program" register init -w "$work/space" "${store[@]}" >/dev/null
fi
cat >"$work/text.yaml" <<'TEXT'
title: {es: Un proyecto, en: A draft, pt: Um projeto}
voice: anonymous
opens: "2020-01-01T00:00"
closes: "2199-12-31T23:59"
zone: UTC
paragraphs:
  - {label: "1", content: {es: Toda escuela tendrá banda ancha., en: Every school will have broadband., pt: Toda escola terá banda larga.}}
  - {label: "2", content: {es: Toda biblioteca también., en: Every library too., pt: Toda biblioteca também.}}
TEXT
consultation=$("$program" register consultation publish -w "$work/space" "$work/text.yaml" --json | sed 's/.*"consultation":"\([a-z0-9]*\)".*/\1/')
: >"$work/server.log"
"$program" serve -w "$work/space" --port 0 >"$work/server.log" 2>&1 &
server=$!
until port=$(sed -n 's/.*127\.0\.0\.1:\([0-9]*\).*/\1/p' "$work/server.log" | head -1) && [ -n "$port" ]; do
  kill -0 "$server" || { cat "$work/server.log" >&2; exit 2; }
  sleep 0.1
done
idle=$(awk '/^VmHWM/ {print int($2 / 1024)}' "/proc/$server/status")
held=0
"$load" "$port" "$consultation" "$@" || held=1
awk -v idle="$idle" '/^VmHWM/ {printf "memory of the server: %d MB at its peak, %d MB before the first request\n", $2 / 1024, idle}' "/proc/$server/status"
awk '{printf "processor of the server: %.1f s\n", ($14 + $15) / 100}' "/proc/$server/stat"
"$program" register verify -w "$work/space" || held=1
exit $held
