#!/usr/bin/env bash
# Fetches the public collections of SDMX messages that docs/sdmx.md is about, each into a folder below FOLDER, which SDMX_TEST_COLLECTIONS then names.
#
#   tests/system/fetch_sdmx_collections.sh FOLDER [SOURCE]
#
# SOURCE is where the repositories are cloned from, with {} for OWNER/NAME; without it, GitHub. The examples in the field guides of SDMX-CSV, which has no
# files of samples, become files: the blocks that are indented and begin as a message does.
set -euo pipefail

folder=$(realpath -m "${1:?the folder to fetch into}")
source=${2:-https://github.com/{\}.git}
mkdir -p "$folder"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# collection NAME OWNER/NAME REVISION PATH... — the messages below these paths
collection() {
  local name=$1 repository=$2 revision=$3
  shift 3
  local clone=$scratch/${repository//\//+}
  [ -d "$clone" ] || git clone -q --bare "${source//\{\}/$repository}" "$clone"
  rm -rf "${folder:?}/$name"
  mkdir -p "$folder/$name"
  git -C "$clone" archive "$revision" "$@" | tar -x -C "$folder/$name"
  find "$folder/$name" -type f ! -name '*.xml' ! -name '*.json' ! -name '*.csv' ! -name '*.zip' ! -name '*.md' -delete
}

# examples NAME — of the field guides among the files of the collection
examples() {
  find "$folder/$1" -name '*.md' | while read -r guide; do
    awk -v stem="${guide%/docs/*}/example-" '
      /^(\t|    )/ { line = $0; sub(/^(\t|    )/, "", line)
                     if (!open && line ~ /^"?(DATAFLOW|(MD)?STRUCTURE)/) { open = 1; file = sprintf("%s%02d.csv", stem, ++number) }
                     if (open) print line > file
                     next }
      /[^ \t]/     { open = 0 }' "$guide"
  done
  find "$folder/$1" -name '*.md' -delete
}

collection khaeru khaeru/sdmx-test-data HEAD .
for version in 1.0 2.0.0 2.1.0; do
  metadata=metadata-message/samples
  [ "$version" = 1.0 ] && metadata=
  collection "sdmx-json-$version" sdmx-twg/sdmx-json "v$version" data-message/samples structure-message/samples $metadata
done
collection sdmx-ml-2.0 sdmx-twg/sdmx-ml-v2_0 v1.0.0 samples/data samples/metadata
collection sdmx-ml-2.1 sdmx-twg/sdmx-ml-v2_1 v1.0.2 samples
collection sdmx-ml-3.0 sdmx-twg/sdmx-ml v3.0.0 samples
collection sdmx-csv-1.0 sdmx-twg/sdmx-csv v1.0 data-message/docs
examples sdmx-csv-1.0
for version in 2.0.0 HEAD; do
  revision=v$version
  [ "$version" = HEAD ] && revision=HEAD
  name=sdmx-csv-${version/HEAD/2.1}
  collection "$name" sdmx-twg/sdmx-csv "$revision" data-message/docs metadata-message/docs
  examples "$name"
done
