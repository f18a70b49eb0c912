#!/bin/sh
# Builds so-tay/<image>:TAG with buildah, without a daemon and without root in the image.
#   deploy/images/build.sh [TAG [IMAGE...]]      without a TAG: the version in pyproject.toml
# BASE, ISOLATION and BUILD_OPTIONS may be given in the environment, e.g. for a mirror of the packages.
set -eu
cd "$(dirname "$0")/../.."

tag="${1:-$(sed -n 's/^version = "\(.*\)"$/\1/p' pyproject.toml)}"
[ "$#" -eq 0 ] || shift
[ "$#" -gt 0 ] || set -- identity identity-ekyc content content-scans meetings feedback speech assistant gateway

if ! command -v buildah >/dev/null; then
    echo "buildah is not installed (Debian packages: buildah runc)" >&2
    exit 1
fi
if [ ! -e services/gateway/static/vendor/.copied ]; then
    echo "the files of the web app are missing: make assets" >&2
    exit 1
fi

for image in "$@"; do
    case "$image" in
        identity-ekyc) service=identity packages=ekyc debian=tesseract-ocr-vie ;;
        content-scans) service=content packages=scans debian=tesseract-ocr-vie ;;
        *) service="$image" packages="$image" debian="" ;;
    esac
    # shellcheck disable=SC2086  # options are a list of words
    buildah build --isolation "${ISOLATION:-chroot}" --layers \
        --file deploy/images/Containerfile --ignorefile deploy/images/containerignore \
        ${BASE:+--build-arg "BASE=$BASE"} --build-arg "SERVICE=$service" --build-arg "PACKAGES=$packages" \
        --build-arg "DEBIAN=$debian" ${BUILD_OPTIONS:-} --tag "so-tay/$image:$tag" .
done
