# shellcheck shell=bash
# What a script needs that tries Hadir out: a folder to work in, a home that is not this user's, and a screen that is not
# there. To be sourced; all of it is gone, and all that was started has ended, when the script ends.

# The folder to work in, and the programs that are to end with the script.
work=$(mktemp -d)
running=()
cleanup() {
    for pid in "${running[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait
    rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

# Says why it ends, and ends.
stop() {
    echo >&2
    printf '%s\n' "$@" >&2
    exit 1
}

# Nothing of this user's is read or changed: settings, data and the rest of the home folder are the script's own.
leave_home() {
    export HOME=$work/home XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/share XDG_RUNTIME_DIR=$work/runtime
    unset WAYLAND_DISPLAY FACE_TOLERANCE EVENT_COOLDOWN_SECONDS
    mkdir -p "$HOME" "$XDG_CONFIG_HOME/hadir" "$XDG_DATA_HOME"
    mkdir -p -m 700 "$XDG_RUNTIME_DIR"
}

# A screen that is not there. It begins nothing anew when the last window closes: whoever came in that moment would find no
# screen. Programs in another system find it by a name of the network's.
open_screen() { # width and height, as 1440x900
    : >"$work/display"
    exec 3>"$work/display"
    Xvfb -displayfd 3 -screen 0 "${1}x24" -nolisten tcp -noreset >"$work/xvfb.log" 2>&1 &
    running+=($!)
    for _ in {1..100}; do
        [ ! -s "$work/display" ] || break
        sleep 0.1
    done
    [ -s "$work/display" ] || stop "There is no screen:" "$(cat "$work/xvfb.log")"
    DISPLAY=:$(cat "$work/display")
    export DISPLAY LIBGL_ALWAYS_SOFTWARE=1
}

# Ends what was started last.
end_last() {
    kill "${running[-1]}" 2>/dev/null || true
    wait "${running[-1]}" 2>/dev/null || true
    unset 'running[-1]'
}
