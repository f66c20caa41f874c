#!/usr/bin/env bash
# Installs the system packages that Hadir needs and this PC does not have, saying first which and why.
#
#   packages.sh GROUP...     the groups are the first column of the table below
#
# PACKAGES=no leaves packages alone: for systems that have the same things under other names.
set -euo pipefail

# Group, package (or several, any of which will do: the first is installed when none is there), and what it is for.
packages() {
    cat <<'TABLE'
build       g++                     compiles the parts written in C++
build       pkg-config              tells the build where libraries are
build       libturbojpeg0-dev       reads photos, exactly as the Python service did
build       libclang-dev            reads the kernel's camera interface for the build
build       libdlib-dev             finds and describes faces
build       libopenblas-dev         does the arithmetic for dlib
build       liblapack-dev           does the arithmetic for dlib
build       libasound2-dev          plays a sound when somebody is recorded
run         ffmpeg                  plays video files and network cameras
run         libasound2              plays a sound when somebody is recorded
run         libegl1                 draws the window
run         libgl1                  draws the window
run         libgl1-mesa-dri         draws the window
run         libx11-6                the window, on X11
run         libx11-xcb1             the window, on X11
run         libxcursor1             the window, on X11
run         libxi6                  the window, on X11
run         libxrandr2              the window, on X11
run         libxkbcommon-x11-0      the keyboard, on X11
run         libxkbcommon0           the keyboard
run         libwayland-client0      the window, on Wayland
run         libwayland-egl1         the window, on Wayland
dialog      xdg-desktop-portal-gtk|xdg-desktop-portal-gnome|xdg-desktop-portal-kde|xdg-desktop-portal-xapp|xdg-desktop-portal-lxqt|zenity  the dialogs that pick photos and folders
fetch       python3-pip             fetches the face models and the sample photographs
test        procps                  stops programs in the middle of their work
test        xvfb                    a screen that is not there, for tests that open the window
test        xauth                   a screen that is not there, for tests that open the window
test        chromium                opens the server's pages
test        strace                  stops Hadir at each of its writes
api         python3-venv            the Python that asks the server everything
bench       cmake                   builds the dlib of the Python that Hadir is measured against
bench       python3-venv            the Python that Hadir is measured against
bench       python3-dev             the Python that Hadir is measured against
browser     chromium|google-chrome-stable  opens the original service's test page
browser     curl                    asks Hadir as other programs do
browser     python3-venv            the original service's client
package     dpkg-dev                finds out which packages Hadir's needs
package     librsvg2-bin            draws the icon in its sizes
package     python3                 collects the licences of what is linked
check       appstream               checks what the package says of itself
check       desktop-file-utils      checks the menu entry
check       mmdebstrap              a clean system to install the package on
check       qemu-user               a plain processor to run Hadir on
check       xdotool                 waits for the window
check       xvfb                    a screen that is not there, to open the window on
screenshot  imagemagick             takes the screenshots
screenshot  xdotool                 presses the keys for the screenshots
screenshot  xvfb                    a screen that is not there, to open the window on
TABLE
}

installed() {
    local package
    for package in ${1//|/ }; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] && return 0
    done
    return 1
}

stop() {
    echo >&2
    printf '%s\n' "$@" >&2
    exit 1
}

[ "${PACKAGES:-}" != no ] || exit 0

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    echo "This is not Debian or Ubuntu, so Hadir cannot install system packages by itself. It needs, by Debian's names:" >&2
    for group in "$@"; do packages | grep "^$group " | sed 's/^[a-z]* */  /' >&2; done
    stop "Install these under the names they have here, then run the same command with PACKAGES=no at its end."
fi

missing=()
for group in "$@"; do
    while read -r _ package reason; do
        installed "$package" && continue
        [ ${#missing[@]} -gt 0 ] || echo "These system packages are missing and will be installed:"
        printf '  %-24s %s\n' "${package%%|*}" "$reason"
        missing+=("${package%%|*}")
    done < <(packages | grep "^$group ")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    administrator="Let an administrator run this, then run the same command again:"
    command="  apt-get install --no-install-recommends ${missing[*]}"
    command -v sudo >/dev/null || stop "This needs an administrator, and sudo is not here. $administrator" "$command"
    echo "sudo may ask for your password to install them."
    sudo true || stop "This needs an administrator. Nothing was installed. $administrator" "$command"
    as_root=(sudo)
fi

apt() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 "$@"
}

# A package list that cannot be renewed may still do; the install then says what it could not find.
apt update -q || echo "The list of packages could not be renewed; trying with the one that is here." >&2
apt install -q -y --no-install-recommends "${missing[@]}" || stop \
    "The packages could not be installed; the lines above say why. Nothing else was changed." \
    "Without a network connection, connect this PC and run the same command again." \
    "If a package could not be found on Ubuntu, switch on its \"universe\" packages: sudo add-apt-repository universe"
