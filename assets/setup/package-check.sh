#!/usr/bin/env bash
# Checks the package that `make package` built:
#
#   package-check.sh said       what it says of itself: menu entry, description, service, icons
#   package-check.sh plain      Hadir finds and names faces on an imitated processor that has SSE2 and no AVX
#   package-check.sh clean      it installs on a new system, does its work there, and its window opens
#
# Without an argument, all three. The last fetches that system's packages, and says how soon the window was there.
set -euo pipefail
cd "$(dirname "$0")/../.."

debs=(target/debian/*.deb)
deb=$PWD/${debs[0]}
sample=$PWD/assets/sample

. assets/setup/stage.sh

[ -f "$deb" ] || stop "There is no package here. Build it first: make package"
dpkg-deb --extract "$deb" "$work/package"
hadir=$work/package/usr/bin/hadir

leave_home
mkdir -p "$work/people/2026-014" "$work/door"
cp "$sample/obama.jpg" "$work/people/2026-014/"
cp "$sample/obama2.jpg" "$sample/biden.jpg" "$work/door/"

said() {
    local share=$work/package/usr/share
    desktop-file-validate "$share/applications/hadir.desktop"
    # Warnings there are: an id of the Internet's kind needs a domain, and Hadir has none.
    appstreamcli validate --no-net "$share/metainfo/hadir.metainfo.xml" >"$work/appstream" || true
    ! grep '^E' "$work/appstream" || stop "The description for software centres is wrong."
    if command -v systemd-analyze >/dev/null; then
        sed "s:/usr/bin/hadir:$hadir:" "$work/package/usr/lib/systemd/user/hadir.service" >"$work/hadir.service"
        systemd-analyze --user verify --man=no "$work/hadir.service" 2>"$work/verify" || stop "$(cat "$work/verify")"
        ! grep -F hadir.service "$work/verify" || stop "The service is wrong."
    fi
    echo "The package is in order in what it says of itself."
}

# Runs Hadir on a processor that is imitated, with what Intel's first x86-64 ones had: SSE3, and nothing later. (qemu64 calls
# itself an AMD of that time without having 3DNow!, which those had and OpenBLAS uses there.)
on_a_plain_processor() {
    qemu-x86_64 -cpu qemu64,vendor=GenuineIntel "$@"
}

plain() {
    # The imitation would be no proof if it took what such a processor does not have.
    cat >"$work/wide.c" <<'C'
#include <immintrin.h>
int main(void) {
    volatile float one[8] = {1};
    __m256 sum = _mm256_add_ps(_mm256_loadu_ps((const float *)one), _mm256_set1_ps(1));
    return (int)_mm256_cvtss_f32(sum) - 2;
}
C
    cc -mavx -o "$work/wide" "$work/wide.c"
    qemu-x86_64 -cpu max "$work/wide" || stop "The imitation cannot do what a processor with AVX does: this would prove nothing."
    ! on_a_plain_processor "$work/wide" >/dev/null 2>&1 || stop "The plain processor took AVX: this would prove nothing."

    echo "Finding and naming faces on a plain processor; imitated, it takes minutes."
    # The faces on these photos are large: nothing is missed by not looking for small ones, and it takes a quarter of the time.
    echo 'upsampling = 0' >"$work/plain.toml"
    local as_here=(--data "$work/plain" --settings "$work/plain.toml")
    on_a_plain_processor "$hadir" enroll "$work/people" "${as_here[@]}" || stop "No one could be enrolled without AVX."
    on_a_plain_processor "$hadir" recognize "${as_here[@]}" "$work"/door/* >"$work/plain.json" ||
        stop "No face could be named without AVX."
    "$hadir" recognize "${as_here[@]}" "$work"/door/* >"$work/here.json"
    # The last digits hang on the order of sums, which hangs on how wide the processor adds.
    rounded() { sed -E 's/("distance":[0-9]\.[0-9]{3})[0-9]*/\1/g' "$1"; }
    [ "$(rounded "$work/plain.json")" = "$(rounded "$work/here.json")" ] ||
        stop "Faces are named otherwise without AVX:" "$(cat "$work/plain.json")" "and here:" "$(cat "$work/here.json")"
    grep -q '"label":"2026-014"' "$work/plain.json" || stop "Nobody was named:" "$(cat "$work/plain.json")"
    on_a_plain_processor "$hadir" watch --source "$work/door" "${as_here[@]}" >"$work/plain.jsonl" ||
        stop "The door could not be watched without AVX."
    grep -q '"student_id":"2026-014"' "$work/plain.jsonl" || stop "Nobody was seen to arrive:" "$(cat "$work/plain.jsonl")"
    echo "Hadir needs no AVX."
}

# How soon the window is there, five times: from the start of the program to the window on the screen, which shows its
# first picture at once.
window_starts() { # where, the program and its arguments
    local where=$1 times=() start pid window
    shift
    for _ in 1 2 3 4 5; do
        start=$(date +%s%N) window=
        "$@" >"$work/window.log" 2>&1 &
        pid=$!
        running+=("$pid")
        until window=$(xdotool search --onlyvisible --name '^Hadir$' 2>/dev/null) && [ -n "$window" ]; do
            kill -0 "$pid" 2>/dev/null || stop "The window did not open $where:" "$(cat "$work/window.log")"
            [ $(($(date +%s%N) - start)) -lt 60000000000 ] || stop "No window after a minute $where."
            sleep 0.01
        done
        times+=("$((($(date +%s%N) - start) / 1000000)) ms")
        end_last
    done
    printf 'The window was there %s after ' "$where"
    printf '%s, ' "${times[@]:0:4}"
    echo "${times[4]}."
}

clean() {
    local system
    system=$(. /etc/os-release && echo "$VERSION_CODENAME")
    open_screen 1440x900
    window_starts here "$hadir" --data "$work/here" --source "$work/door" --loop
    echo "Making a new $system and installing the package there."
    components=main
    ! grep -qx 'ID=ubuntu' /etc/os-release || components=main,universe
    # The rest is done inside, by this same script. Nothing stays of that system.
    mmdebstrap --quiet --variant=minbase --components="$components" \
        --customize-hook="'$PWD/assets/setup/package-check.sh' inside \"\$1\"" "$system" /dev/null
}

# In the hands of mmdebstrap, which calls this with the folder of the new system.
inside() { # folder
    local root=$1 teacher=(chroot --userspec=1000:1000 "$1" env -i HOME=/home/teacher PATH=/usr/bin:/bin LANG=C.UTF-8)
    cp "$deb" "$root/tmp/hadir.deb"
    chroot "$root" apt-get install --yes --quiet --no-install-recommends /tmp/hadir.deb >"$work/install.log" 2>&1 ||
        stop "The package could not be installed:" "$(tail -n 20 "$work/install.log")"
    mkdir -p "$root/home/teacher"
    cp -r "$work/people" "$work/door" "$root/home/teacher/"
    chown -R 1000:1000 "$root/home/teacher"
    "${teacher[@]}" hadir enroll /home/teacher/people
    "${teacher[@]}" hadir recognize /home/teacher/door/obama2.jpg /home/teacher/door/biden.jpg | tee "$work/inside.json"
    grep -q '"label":"2026-014"' "$work/inside.json" || stop "Nobody was named."
    "${teacher[@]}" hadir doctor || stop "Hadir cannot do its work there."
    window_starts "on the new system" \
        "${teacher[@]}" DISPLAY="$DISPLAY" LIBGL_ALWAYS_SOFTWARE=1 hadir --source /home/teacher/door --loop
    chroot "$root" apt-get purge --yes --quiet hadir >"$work/remove.log" 2>&1 || stop "$(cat "$work/remove.log")"
    [ ! -e "$root/usr/share/hadir" ] || stop "Something stays of Hadir when it is removed."
    "${teacher[@]}" test -e /home/teacher/.local/share/hadir || stop "Who was enrolled is gone with the package."
    echo "The package installs, works and is removed on a new system; who was enrolled stays."
}

case ${1:-all} in
    said | plain | clean) "$1" ;;
    inside) inside "$2" ;;
    all) said && plain && clean ;;
    *) echo "package-check.sh [said|plain|clean]" >&2; exit 2 ;;
esac
