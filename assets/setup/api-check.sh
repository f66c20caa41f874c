#!/usr/bin/env bash
# Has schemathesis ask a server everything that its /openapi.json allows, and what it forbids: no 500, no answer that is not
# described, nothing taken that is said to be wrong. The server is Hadir's own, with somebody enrolled and a log of its own.
#
# What else it is to be told comes behind: api-check.sh --include-path /api/v1/events
set -euo pipefail
cd "$(dirname "$0")/../.."

hadir=$(realpath "${HADIR:-target/debug/hadir}")
folder=$PWD/target/api-check
version=4.32.5

if ! "$folder/bin/schemathesis" --version 2>/dev/null | grep -qF "$version"; then
    echo "Fetching schemathesis (once only)."
    rm -rf "$folder"
    python=/usr/bin/python3
    [ -x "$python" ] || python=python3
    "$python" -m venv "$folder"
    "$folder/bin/pip" install --quiet --disable-pip-version-check "schemathesis==$version"
fi

work=$(mktemp -d)
server=
cleanup() {
    [ -z "$server" ] || { kill "$server" 2>/dev/null && wait "$server" || true; }
    rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

# Nothing of this user's: settings, data and the rest of the home folder are its own.
export HOME=$work/home XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/share
mkdir -p "$HOME" "$XDG_CONFIG_HOME" "$XDG_DATA_HOME"
mkdir -p "$work/known_faces/2026-014"
cp assets/sample/obama.jpg "$work/known_faces/2026-014/"
"$hadir" enroll "$work/known_faces" --data "$work/data" >"$work/out" 2>&1 || { cat "$work/out" >&2; exit 1; }
"$hadir" serve --port 0 --data "$work/data" >"$work/out" 2>&1 &
server=$!
url=
for _ in {1..300}; do
    url=$(grep -o 'http://127\.0\.0\.1:[0-9]*' "$work/out" | head -n 1) && break
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
done
[ -n "$url" ] || { echo "The server did not start:" >&2; cat "$work/out" >&2; exit 1; }

# What a picture is, what an id may hold and that a WebSocket is one, no schema can say: what is refused for that alone is
# no fault.
# From there, since it keeps what it learned in the folder it runs in.
cd "$work"
"$folder/bin/schemathesis" run "$url/openapi.json" --url "$url" --checks all --exclude-checks positive_data_acceptance --workers 2 --no-color \
    --max-examples "${EXAMPLES:-60}" "$@" || {
    echo "What the server said:" >&2
    tail -n 20 "$work/out" >&2
    exit 1
}
