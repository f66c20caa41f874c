#!/usr/bin/env bash
# Opens the real window, on a screen that is not there, with a clip of two people who come up to the door, and leaves a
# picture of each of its screens in target/screenshots: SCREEN-light.png and SCREEN-dark.png, and live-unknown-*.png where
# the second person is not enrolled.
#
# The clip is made of the sample photographs. Nothing of this user's own settings or people is read or changed.
set -euo pipefail
cd "$(dirname "$0")/../.."

hadir=${HADIR:-$PWD/target/release/hadir}
pictures=$PWD/target/screenshots
size=${SIZE:-1440x900}
# Each screen, and the key that opens it.
screens=(live:F1 enrol:F2 people:F3 log:F4 delivery:F5 settings:F6)

work=$(mktemp -d)
running=()
cleanup() {
    for pid in "${running[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait
    rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

stop() {
    echo >&2
    printf '%s\n' "$@" >&2
    exit 1
}

# A scene: photographs grow on a plain background, as people do who walk up to the camera, and stand still after 4 seconds.
scene() { # file, seconds, then each person: photograph, left edge, top edge and width of the head and shoulders, centre
    local file=$1 seconds=$2 inputs=() filter='' last=0 number=1
    shift 2
    while [ $# -gt 0 ]; do
        inputs+=(-loop 1 -framerate 15 -t "$seconds" -i "$1")
        filter+="[$number]crop=$4:$4:$2:$3,scale=w='2*trunc((200+55*min(t\,4))/2)':h=-2:eval=frame[near$number];"
        filter+="[$last][near$number]overlay=x='$5-w/2':y='H-h':shortest=1[seen$number];"
        last=seen$number number=$((number + 1))
        shift 5
    done
    ffmpeg -nostdin -loglevel error -y -f lavfi -i "color=c=0xb9c0c4:size=960x720:rate=15:duration=$seconds" \
        "${inputs[@]}" -filter_complex "${filter}[$last]format=yuv420p[out]" -map '[out]' -c:v libx264 -crf 16 "$file"
}

# The clip: one comes up to the door, another does, then both.
sample=assets/sample
first=("$sample/obama3.jpg" 400 150 800)
second=("$sample/biden.jpg" 150 0 800)
scene "$work/1.mp4" 5 "${first[@]}" 480
scene "$work/2.mp4" 5 "${second[@]}" 480
scene "$work/3.mp4" 20 "${first[@]}" 250 "${second[@]}" 710
printf "file '%s'\n" "$work"/{1,2,3}.mp4 >"$work/list"
ffmpeg -nostdin -loglevel error -y -f concat -safe 0 -i "$work/list" -c copy "$work/door.mp4"
both_at_the_door=17 # seconds into the clip

# Nothing of this user's: settings, data and the rest of the home folder are the clip's own.
export HOME=$work/home XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/share XDG_RUNTIME_DIR=$work/runtime
export LIBGL_ALWAYS_SOFTWARE=1
unset WAYLAND_DISPLAY FACE_TOLERANCE EVENT_COOLDOWN_SECONDS
mkdir -p "$HOME" "$XDG_CONFIG_HOME/hadir" "$XDG_DATA_HOME" "$pictures"
mkdir -m 700 "$XDG_RUNTIME_DIR"

photo() { mkdir -p "$work/$1/$2" && cp "$sample/$3" "$work/$1/$2/"; }
photo both 2026-014 obama.jpg
photo both 2026-014 obama2.jpg
photo both 2026-021 biden.jpg
photo one 2026-014 obama.jpg
for people in both one; do
    "$hadir" enroll "$work/$people" --data "$work/data-$people" >"$work/enroll.log" 2>&1 ||
        stop "The sample people could not be enrolled:" "$(cat "$work/enroll.log")"
done

exec 3>"$work/display"
Xvfb -noreset -displayfd 3 -screen 0 "${size}x24" -nolisten tcp >"$work/xvfb.log" 2>&1 &
running+=($!)
for _ in {1..100}; do
    [ ! -s "$work/display" ] || break
    sleep 0.1
done
DISPLAY=:$(cat "$work/display")
export DISPLAY

# Opens the window with a theme and a data folder; $window is its number.
open_window() {
    echo "theme = \"$1\"" >"$XDG_CONFIG_HOME/hadir/settings.toml"
    "$hadir" --source "$work/door.mp4" --loop --data "$2" >"$work/window.log" 2>&1 &
    running+=($!)
    for _ in {1..300}; do
        window=$(xdotool search --onlyvisible --name Hadir 2>/dev/null | head -n 1) && [ -n "$window" ] && break
        kill -0 "${running[-1]}" 2>/dev/null || stop "The window did not open:" "$(cat "$work/window.log")"
        sleep 0.1
    done
    [ -n "$window" ] || stop "The window did not open within 30 seconds:" "$(cat "$work/window.log")"
    xdotool windowmove "$window" 0 0 windowsize "$window" "${size%x*}" "${size#*x}"
    xdotool mousemove "${size%x*}" "${size#*x}" windowfocus "$window"
}

close_window() {
    kill "${running[-1]}"
    wait "${running[-1]}" 2>/dev/null || true
    unset 'running[-1]'
}

take() { # picture's name
    import -window root "$pictures/$1.png"
    echo "target/screenshots/$1.png"
}

rm -f "$pictures"/*.png
for theme in light dark; do
    open_window "$theme" "$work/data-both"
    sleep "$both_at_the_door"
    for screen in "${screens[@]}"; do
        xdotool key --clearmodifiers "${screen#*:}"
        sleep 1.5
        take "${screen%%:*}-$theme"
    done
    close_window
    open_window "$theme" "$work/data-one"
    sleep "$both_at_the_door"
    take "live-unknown-$theme"
    close_window
done
