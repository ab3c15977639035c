#!/bin/sh
# Compares a running server with nginx that serves the same bytes as a static file, over loopback and keep-alive.
#   compare.sh URL [NGINX_PORT]
# URL is a page of the running server. wrk runs 10 s (WRK_SECONDS) with 64 connections (WRK_CONNECTIONS) against both in turn, 3 times
# (ROUNDS), and the ratio of the median request rates is printed. ACCEPT_ENCODING, such as "br", is sent to both; nginx then serves
# the bytes that the server answered with. With MIN_RATIO set, a lower ratio is exit code 1.
set -eu

url=${1:?"usage: compare.sh URL [NGINX_PORT]"}
nginx_port=${2:-18099}
seconds=${WRK_SECONDS:-10}
connections=${WRK_CONNECTIONS:-64}
rounds=${ROUNDS:-3}
encoding=${ACCEPT_ENCODING:-identity}

for tool in curl wrk nginx; do
  command -v "$tool" >/dev/null || PATH=$PATH:/usr/sbin
  command -v "$tool" >/dev/null || { echo "compare.sh: $tool is not installed" >&2; exit 2; }
done

work=$(mktemp -d)
nginx_pid=
cleanup() {
  if [ -n "$nginx_pid" ]; then kill -QUIT "$nginx_pid" 2>/dev/null && wait "$nginx_pid" 2>/dev/null || true; fi
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM
# The workers of nginx run as another user when it is started by root; they must be able to read the page.
chmod 755 "$work"

mkdir "$work/root"
curl -fsS -H "Accept-Encoding: $encoding" -o "$work/root/page.html" "$url"
chmod -R a+rX "$work/root"
bytes=$(wc -c <"$work/root/page.html")

cat >"$work/nginx.conf" <<EOF
worker_processes 2;
daemon off;
pid $work/nginx.pid;
error_log $work/error.log warn;
events { worker_connections 4096; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  tcp_nodelay on;
  keepalive_timeout 65;
  keepalive_requests 1000000000;
  open_file_cache max=100;
  default_type text/html;
  client_body_temp_path $work/body;
  proxy_temp_path $work/proxy;
  fastcgi_temp_path $work/fastcgi;
  uwsgi_temp_path $work/uwsgi;
  scgi_temp_path $work/scgi;
  server {
    listen 127.0.0.1:$nginx_port;
    root $work/root;
  }
}
EOF
nginx -p "$work" -c "$work/nginx.conf" -e "$work/error.log" &
nginx_pid=$!
nginx_url=http://127.0.0.1:$nginx_port/page.html
tries=0
until curl -fsS -o "$work/check" "$nginx_url" 2>/dev/null; do
  tries=$((tries + 1))
  if [ "$tries" -gt 50 ]; then
    echo "compare.sh: nginx did not start on port $nginx_port" >&2
    cat "$work/error.log" >&2
    exit 2
  fi
  sleep 0.1
done
cmp "$work/check" "$work/root/page.html"

# One number on standard output: requests a second. A run with failed requests is no measurement.
rate() {
  wrk -t2 -c"$connections" -d"${seconds}s" -H "Accept-Encoding: $encoding" "$1" >"$work/wrk"
  if grep -Eq 'Non-2xx|Socket errors' "$work/wrk"; then
    cat "$work/wrk" >&2
    exit 2
  fi
  awk '/^Requests\/sec:/ { print $2 }' "$work/wrk"
}
median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

echo "page: $url, $bytes bytes, Accept-Encoding: $encoding; wrk -t2 -c$connections -d${seconds}s, $rounds rounds"
round=1
while [ "$round" -le "$rounds" ]; do
  ours=$(rate "$url")
  theirs=$(rate "$nginx_url")
  echo "$ours" >>"$work/ours"
  echo "$theirs" >>"$work/theirs"
  echo "round $round: server $ours/s, nginx $theirs/s"
  round=$((round + 1))
done
ours=$(median "$work/ours")
theirs=$(median "$work/theirs")
ratio=$(awk -v a="$ours" -v b="$theirs" 'BEGIN { printf "%.3f", a / b }')
echo "median: server $ours/s, nginx $theirs/s, ratio $ratio"
awk -v r="$ratio" -v least="${MIN_RATIO:-0}" 'BEGIN { exit r + 0 < least + 0 }'
