#!/bin/sh
# Makes a base for the images from Debian's own packages, where no container registry is at hand:
#   deploy/images/base.sh && BASE=localhost/so-tay/base:bookworm deploy/images/build.sh
set -eu

for program in mmdebstrap buildah; do
    if ! command -v "$program" >/dev/null; then
        echo "$program is not installed (Debian packages: mmdebstrap buildah)" >&2
        exit 1
    fi
done

folder="$(mktemp -d)"
container=""
trap 'rm -rf "$folder"; [ -z "$container" ] || buildah rm "$container" >/dev/null' EXIT

# Manuals and translations of the system's programs would be a fifth of it; the licences stay.
mmdebstrap --quiet --variant=minbase --include=python3-venv,ca-certificates \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/info/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    bookworm "$folder/base.tar"

container="$(buildah from scratch)"
buildah add --quiet "$container" "$folder/base.tar" / >/dev/null
buildah commit --quiet "$container" so-tay/base:bookworm >/dev/null
echo "localhost/so-tay/base:bookworm"
