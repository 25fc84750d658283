#!/usr/bin/env bash
# Makes a small OCI image archive without a container daemon: an Alpine base of old packages and a layer that adds curl and upgrades zlib.
#
#   eng/demo-image.sh OUT.tar
set -euo pipefail
out=${1:?usage: eng/demo-image.sh OUT.tar}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work"/{base/etc,base/lib/apk/db,app/lib/apk/db,image/blobs/sha256}

package() { # NAME VERSION ORIGIN
  printf 'C:Q1%s=\nP:%s\nV:%s\nA:x86_64\nT:%s\nL:MIT\no:%s\n\n' "$(printf %s "$1$2" | sha1sum | head -c 26)" "$1" "$2" "$1" "$3"
}
base() {
  package alpine-baselayout 3.4.0-r0 alpine-baselayout
  package busybox 1.35.0-r29 busybox
  package libcrypto3 3.0.7-r0 openssl
  package libssl3 3.0.7-r0 openssl
  package musl 1.2.3-r4 musl
  package ssl_client 1.35.0-r29 busybox
}

cat >"$work/base/etc/os-release" <<'TXT'
NAME="Alpine Linux"
ID=alpine
VERSION_ID=3.17.0
PRETTY_NAME="Alpine Linux v3.17"
TXT
{ base; package zlib 1.2.12-r3 zlib; } >"$work/base/lib/apk/db/installed"
{ base; package curl 7.86.0-r1 curl; package libcurl 7.86.0-r1 curl; package zlib 1.2.13-r0 zlib; } >"$work/app/lib/apk/db/installed"

digest() { sha256sum "$1" | cut -c1-64; }
blob() { local name; name=$(digest "$1"); cp "$1" "$work/image/blobs/sha256/$name"; printf '{"mediaType":"%s","digest":"sha256:%s","size":%d}' "$2" "$name" "$(stat -c %s "$1")"; }
pack() { tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -C "$work/$1" -cf "$work/$1.tar" . && gzip -nk "$work/$1.tar"; }

pack base; pack app
printf '{"created":"2023-03-01T10:00:00Z","architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":["sha256:%s","sha256:%s"]},"history":[{"created_by":"ADD alpine 3.17"},{"created_by":"RUN apk add curl"}]}' \
  "$(digest "$work/base.tar")" "$(digest "$work/app.tar")" >"$work/config"
layer=application/vnd.oci.image.layer.v1.tar+gzip
printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":%s,"layers":[%s,%s]}' \
  "$(blob "$work/config" application/vnd.oci.image.config.v1+json)" "$(blob "$work/base.tar.gz" $layer)" "$(blob "$work/app.tar.gz" $layer)" >"$work/manifest"
printf '{"schemaVersion":2,"manifests":[%s]}' "$(blob "$work/manifest" application/vnd.oci.image.manifest.v1+json)" >"$work/image/index.json"
printf '{"imageLayoutVersion":"1.0.0"}' >"$work/image/oci-layout"
mkdir -p "$(dirname "$out")"
tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -C "$work/image" -cf "$out.part" . && mv "$out.part" "$out"
