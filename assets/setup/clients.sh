#!/usr/bin/env bash
# The original service's own clients against Hadir, as they are but for the camera, the window and the end: rt_client.py
# with a clip, and ws_test.html in a browser that has no screen. Both know one address only: 127.0.0.1:8000.
#
#   clients.sh ORIGINAL     the folder of the original service
#
# PYTHON names a Python that has opencv-python-headless, requests and websockets; without it one is made in target/clients.
# HADIR names another Hadir than target/release/hadir, BROWSER another browser than chromium.
set -euo pipefail
cd "$(dirname "$0")/../.."

original=${1:?"clients.sh ORIGINAL: the folder of the original service"}
for file in src/ml/rt_client.py ws_test.html; do
    [ -f "$original/$file" ] || { echo "$original/$file is not there: ORIGINAL is the folder of the original service." >&2; exit 1; }
done
hadir=$(realpath "${HADIR:-target/release/hadir}")
browser=$(command -v "${BROWSER:-chromium}" || command -v chromium-browser || command -v google-chrome) ||
    { echo "There is no Chromium. Install it, or name another with BROWSER." >&2; exit 1; }
here=$PWD/target/clients
mkdir -p "$here"

if [ -z "${PYTHON:-}" ]; then
    PYTHON=$here/venv/bin/python
    if [ ! -e "$here/venv/ready" ]; then
        echo "Making a Python for the clients (once only)."
        rm -rf "$here/venv"
        python3 -m venv "$here/venv"
        "$here/venv/bin/pip" install --quiet opencv-python-headless requests websockets
        touch "$here/venv/ready"
    fi
fi

run=$(mktemp -d "$here/run.XXXXXX")
server=
finish() {
    [ -z "$server" ] || { kill "$server" 2>/dev/null; wait "$server" 2>/dev/null || true; }
    rm -rf "$run"
}
trap finish EXIT

ffmpeg -nostdin -loglevel error -y -loop 1 -i assets/sample/obama2.jpg -t 2 -r 10 -pix_fmt yuv420p \
    -vf "scale=640:480:force_original_aspect_ratio=decrease,pad=640:480:(ow-iw)/2:(oh-ih)/2" "$run/clip.mp4"

# What a client without a camera and a screen does not have; at the end, what was sent last may still be told.
sed -e 's|cv2\.VideoCapture(0)|cv2.VideoCapture("clip.mp4")|' \
    -e 's|cv2\.imshow(.*)|pass|' \
    -e 's|cv2\.waitKey(1)|(time.sleep(0.1) or 255)|' \
    -e 's|cv2\.destroyAllWindows()|time.sleep(2)|' "$original/src/ml/rt_client.py" > "$run/rt_client.py"
cp "$original/ws_test.html" "$run/"

if curl -s -o "$run/other" http://127.0.0.1:8000/; then
    echo "Something answers at 127.0.0.1:8000 already; the clients know no other address. End it first." >&2
    exit 1
fi
ATTENDANCE_WEBHOOK_URL=http://127.0.0.1:8000/mock/webhook EVENT_COOLDOWN_SECONDS=1 "$hadir" serve --host 127.0.0.1 --port 8000 \
    --data "$run/data" --models assets/models --settings "$run/settings.toml" > "$run/hadir.log" 2>&1 &
server=$!
curl -s --retry 60 --retry-connrefused --retry-delay 1 -o "$run/health" http://127.0.0.1:8000/health
curl -s --fail-with-body -F student_id=obama -F image=@assets/sample/obama.jpg http://127.0.0.1:8000/enroll; echo

echo "rt_client.py:"
(cd "$run" && timeout 300 "$PYTHON" -u rt_client.py) > "$run/rt_client.log" 2>&1 || { cat "$run/rt_client.log"; exit 1; }
sed 's/^/    /' "$run/rt_client.log" | cut -c1-160
grep -q 'dispatch\[obama\] -> sent (200)' "$run/rt_client.log" || { echo "It told of no dispatch." >&2; exit 1; }
grep -q 'WS: .*"student_id":"obama"' "$run/rt_client.log" || { echo "Its WebSocket heard nothing." >&2; exit 1; }

echo "ws_test.html:"
"$PYTHON" assets/setup/clients.py "$browser" "$run/ws_test.html" assets/sample/obama2.jpg obama
echo "Both of the original's clients work."
