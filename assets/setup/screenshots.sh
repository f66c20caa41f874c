#!/usr/bin/env bash
# Opens the real window, on a screen that is not there, with a clip of two people of class 7B who come up to the door, and
# leaves a picture of each of its screens in target/screenshots: SCREEN-LANGUAGE-THEME-SIZE.png. Of each language and size the
# first start is there, too.
#
#   LANGUAGES="en id" THEMES="light dark" SIZES="1024x600 1920x1080" TEXT=1 screenshots.sh
#
# TEXT is how large the text is, 1 to 2. The clip is made of the sample photographs. Nothing of this user's own settings or
# people is read or changed.
set -euo pipefail
cd "$(dirname "$0")/../.."
. assets/setup/stage.sh

hadir=${HADIR:-$PWD/target/release/hadir}
pictures=$PWD/target/screenshots
# Each screen, and the key that opens it.
screens=(live:F1 class:F2 enrol:F3 students:F4 log:F5 delivery:F6 check:F7 settings:F8)

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
sample=$PWD/assets/sample
first=("$sample/obama3.jpg" 400 150 800)
second=("$sample/biden.jpg" 150 0 800)
scene "$work/1.mp4" 5 "${first[@]}" 480
scene "$work/2.mp4" 5 "${second[@]}" 480
scene "$work/3.mp4" 20 "${first[@]}" 250 "${second[@]}" 710
printf "file '%s'\n" "$work"/{1,2,3}.mp4 >"$work/list"
ffmpeg -nostdin -loglevel error -y -f concat -safe 0 -i "$work/list" -c copy "$work/door.mp4"
both_at_the_door=17 # seconds into the clip

leave_home
photo() { mkdir -p "$work/$1/$2" && cp "$sample/$3" "$work/$1/$2/"; }
photo both 2026-014 obama.jpg
photo both 2026-014 obama2.jpg
photo both 2026-021 biden.jpg
photo one 2026-014 obama.jpg
cat >"$work/class.csv" <<'CSV'
NIS;Nama;Kelas
2026-014;Budi Santoso;7B
2026-021;Anto Wijaya;7B
2026-022;Citra Lestari;7B
2026-023;Dewi Anggraini;7B
2026-024;Eka Putri;7B
2026-025;Fajar Nugroho;7B
2026-031;Gita Permata;7A
2026-032;Hendra Saputra;7A
CSV
told() { "$@" >"$work/said" 2>&1 || stop "$*" "$(cat "$work/said")"; }
for people in both one; do
    data=$work/data-$people
    told "$hadir" enroll "$work/$people" --data "$data"
    told "$hadir" students import "$work/class.csv" --yes --data "$data"
    # A class that is on now.
    told "$hadir" sessions add 7B --from 00:01 --late-from 23:00 --until 23:59 --on "$(date +%F)" --data "$data"
done

# Opens the window; $window is its number.
open_window() { # size, then what Hadir is told
    local size=$1
    shift
    "$hadir" "$@" >"$work/window.log" 2>&1 &
    running+=($!)
    window=
    for _ in {1..300}; do
        window=$(xdotool search --onlyvisible --name Hadir 2>/dev/null | head -n 1) && [ -n "$window" ] && break
        kill -0 "${running[-1]}" 2>/dev/null || stop "The window did not open:" "$(cat "$work/window.log")"
        sleep 0.1
    done
    [ -n "$window" ] || stop "The window did not open within 30 seconds:" "$(cat "$work/window.log")"
    xdotool windowmove "$window" 0 0 windowsize "$window" "${size%x*}" "${size#*x}"
    xdotool mousemove "${size%x*}" "${size#*x}" windowfocus "$window"
}

press() { # keys
    xdotool key --clearmodifiers "$@"
    sleep 1.5
}

take() { # picture's name
    import -window root "$pictures/$1.png"
    echo "target/screenshots/$1.png"
}

# The settings for the next window.
settle() { # language, theme, and more lines
    local language=$1 theme=$2
    shift 2
    {
        printf 'language = "%s"\ntheme = "%s"\ntext_size = %s\n' "$language" "$theme" "${TEXT:-1}"
        printf '%s\n' "$@"
    } >"$XDG_CONFIG_HOME/hadir/settings.toml"
}

mkdir -p "$pictures"
rm -f "$pictures"/*.png
for size in ${SIZES:-1024x600 1920x1080}; do
    open_screen "$size"
    for language in ${LANGUAGES:-en id}; do
        for theme in ${THEMES:-light dark}; do
            settle "$language" "$theme"
            open_window "$size" --source "$work/door.mp4" --loop --data "$work/data-both"
            sleep "$both_at_the_door"
            for screen in "${screens[@]}"; do
                press "${screen#*:}"
                take "${screen%%:*}-$language-$theme-$size"
            done
            press F1
            press F12
            take "door-$language-$theme-$size"
            end_last
            settle "$language" "$theme"
            open_window "$size" --source "$work/door.mp4" --loop --data "$work/data-one"
            sleep "$both_at_the_door"
            take "live-unknown-$language-$theme-$size"
            end_last
            settle "$language" "$theme" 'welcomed = false'
            open_window "$size" --source "$work/door.mp4" --loop --data "$work/data-welcome"
            sleep 2
            for step in 1 2 3 4; do
                take "welcome-$step-$language-$theme-$size"
                # The button that goes on has the keyboard.
                press Return
            done
            take "welcome-end-$language-$theme-$size"
            end_last
        done
    done
    end_last
done
