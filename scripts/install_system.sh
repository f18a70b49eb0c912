#!/bin/sh
# Installs the Debian packages that are missing. Nothing to do costs a tenth of a second; no system service is
# started, and those that come with a package installed here are not started at the next boot either.
set -eu

PACKAGES="rabbitmq-server prometheus espeak-ng tesseract-ocr-vie fonts-liberation2 fonts-dejavu-core fonts-open-sans fonts-roboto-unhinted fonts-lato fonts-sil-charis chromium libcurl4 util-linux procps"
SERVICES="rabbitmq-server prometheus"

installed() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

missing=""
for package in $PACKAGES; do
    installed "$package" || missing="$missing $package"
done
# Node and Python may come from elsewhere than Debian.
command -v node >/dev/null || missing="$missing nodejs"
command -v npm >/dev/null || missing="$missing npm"
"${PYTHON:-python3.11}" -c 'import venv, ensurepip' 2>/dev/null || missing="$missing python3.11-venv"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -ne 0 ]; then
    echo "Missing packages; as root: apt-get install --no-install-recommends$missing" >&2
    exit 1
fi

newly_enabled=""
for service in $SERVICES; do
    installed "$service" || newly_enabled="$newly_enabled $service"
done

# Debian starts a service when its package is installed, unless this file says no.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
fi

export DEBIAN_FRONTEND=noninteractive
echo "Installing:$missing"
dpkg --configure -a </dev/null >/dev/null
apt-get update -qq </dev/null
# shellcheck disable=SC2086  # a list of names
apt-get install -y -qq --no-install-recommends $missing </dev/null >/dev/null
for service in $newly_enabled; do
    command -v systemctl >/dev/null && systemctl disable --quiet "$service" 2>/dev/null || true
done
