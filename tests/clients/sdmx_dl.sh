#!/usr/bin/env bash
# Runs SdmxDl.java against the service at BASE. SDMX_DL_JAR names the library's jar (sdmx-dl-standalone); else Maven brings the version below, once, into
# build/sdmx-dl. Without Java 17 or without the library there is nothing to run, and that is said.
set -euo pipefail
cd "$(dirname "$0")/../.."
version=3.0.0-beta.18
skip() { echo "sdmx-dl: skipped: $1"; exit 0; }

command -v java >/dev/null || skip "there is no Java"
release=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.specification\.version = \([0-9]*\).*/\1/p')
[ "${release:-0}" -ge 17 ] || skip "this Java is older than 17"
java --list-modules | grep -q '^jdk\.compiler@' || skip "this Java has no compiler (a development kit has)"
jar=${SDMX_DL_JAR:-build/sdmx-dl/sdmx-dl-standalone-$version.jar}
if [ ! -f "$jar" ]; then
  [ -z "${SDMX_DL_JAR:-}" ] || { echo "sdmx-dl: there is no file $jar (SDMX_DL_JAR)" >&2; exit 1; }
  command -v mvn >/dev/null || skip "there is no Maven to bring it; SDMX_DL_JAR may name its jar"
  timeout 300 mvn --batch-mode --quiet -Dmaven.repo.local=build/sdmx-dl/repository org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy \
    "-Dartifact=com.github.nbbrd.sdmx-dl:sdmx-dl-standalone:$version" -DoutputDirectory=build/sdmx-dl >/dev/null 2>&1 ||
    skip "Maven's repository was not reached, or has no version $version"
fi
sources=$(mktemp --suffix=.xml)
trap 'rm -f "$sources"' EXIT
cat >"$sources" <<END
<sources>
  <source>
    <name>ATALAYA</name>
    <description lang="en">Observatory</description>
    <driver>RI_SDMX21</driver>
    <endpoint>$BASE/sdmx/v1</endpoint>
    <property key="sdmxdl.driver.detailSupported" value="true"/>
  </source>
</sources>
END
java -Dsdmxdl.registry.sourcesFile="$sources" -Dsdmxdl.caching.noCache=true -cp "$jar" tests/clients/SdmxDl.java
