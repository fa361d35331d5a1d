#!/usr/bin/env bash
# System packages that the program and its tests need on Debian and its kin: installs the
# missing ones when it may, else prints the command for it and ends with 1.
set -euo pipefail

packages=(
    # Qt without a screen
    libgl1 libegl1 libxkbcommon0 libfontconfig1 libdbus-1-3 libglib2.0-0
    # Qt in a window under X
    libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0
    libx11-xcb1 libxcb-randr0 libxcb-render-util0 libxcb-image0 libxcb-xfixes0
    # tests: a screen in memory, a reader of PDFs, a database server
    xvfb xauth poppler-utils postgresql
)
python3 -c 'import ensurepip, venv' 2>/dev/null || packages+=(python3-venv)

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    exit 0 # another system: whoever uses it knows its names for these packages
fi

# Newer releases rename libraries and keep the old name under Provides.
present=$(dpkg-query -W -f='${db:Status-Abbrev} ${Package}, ${Provides},\n' | grep '^ii')
missing=()
for package in "${packages[@]}"; do
    grep -qE "[ ,]$package[ ,]" <<<"$present" || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -eq 0 ]; then
    echo "Installing system packages: ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    if apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    then exit 0; fi
fi
echo "System packages are missing. Install them with:" >&2
echo "  sudo apt-get update && sudo apt-get install --no-install-recommends ${missing[*]}" >&2
exit 1
