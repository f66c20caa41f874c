#!/usr/bin/env bash
# Brings the face models or the sample photographs, through pip's download, and checks every file's SHA-256.
#
#   fetch.sh models|sample
#   fetch.sh --check models|sample     only say, by the exit code, whether it is there and in order
#
# What is there and in order is left alone. A file appears whole or not at all.
set -euo pipefail
cd "$(dirname "$0")/.."

check_only=
[ "${1:-}" != --check ] || { check_only=yes; shift; }
folder=${1:-}
case $folder in
    models) what='the face models' size='100 MB' archive=face_recognition_models
            inside=face_recognition_models-0.3.0/face_recognition_models/models ;;
    sample) what='the sample photographs' size='3 MB' archive=face_recognition
            inside=face_recognition-1.3.0/tests/test_images ;;
    *) echo "fetch.sh models|sample" >&2; exit 2 ;;
esac
checksums=$PWD/$folder.sha256

in_order() {
    (cd "$1" && sha256sum --check --status --strict "$checksums") 2>/dev/null
}

stop() {
    echo >&2
    printf '%s\n' "$@" "Nothing was changed." \
        "Without a network here, copy the folder assets/$folder from a PC where \"make $folder\" has run." >&2
    exit 1
}

in_order "$folder" && exit 0
[ -z "$check_only" ] || exit 1

setup/packages.sh fetch
for python in python3 /usr/bin/python3 ''; do
    [ -n "$python" ] || stop "Python's pip is needed to fetch $what, and is not here."
    "$python" -m pip --version >/dev/null 2>&1 && break
done

mkdir -p "$folder"
exec 9<"$folder"
flock 9 # two commands at once: the second waits, and finds the work done
in_order "$folder" && exit 0

incoming=$folder/.incoming
rm -rf "$incoming" # left by a run that was cut off
mkdir "$incoming"
trap 'rm -rf "$incoming"' EXIT
trap 'exit 130' INT TERM

echo "Fetching $what ($size, once only)."
"$python" -m pip --disable-pip-version-check --no-cache-dir download --no-deps --no-binary "$archive" \
    --require-hashes --requirement <(grep "^$archive==" archives.txt) --dest "$incoming" ||
    stop "${what^} could not be fetched; the lines above say why." \
        "They come from the Python package index: see that this PC has a network connection and run the same command again."

mapfile -t files < <(awk '{print $2}' "$checksums")
tar --extract --gzip --file "$incoming"/*.tar.gz --directory "$incoming" --no-same-owner \
    --strip-components="$(tr -cd / <<<"$inside/" | wc -c)" "${files[@]/#/$inside/}" || true
in_order "$incoming" ||
    stop "${what^} that were fetched are not the ones Hadir was made for (their SHA-256 differs)."
for file in "${files[@]}"; do mv -f "$incoming/$file" "$folder/$file"; done
echo "Fetched $what into assets/$folder."
