#!/usr/bin/env bash
# Makes the Pythons that `make bench` measures Hadir against, in target/bench, each with its own build of dlib, and with
# what the original service runs on:
#
#   plain    as pip builds it
#   avx2     told to use AVX2, on processors that have it; the plain build uses AVX alone, which suits it badly
#
#   peers.sh           make what is missing
#   peers.sh --list    print name=python for each, a line each
set -euo pipefail
cd "$(dirname "$0")/../.."

peers=$PWD/target/bench
builds=(plain)
grep -qsw avx2 /proc/cpuinfo && builds+=(avx2)

if [ "${1:-}" = --list ]; then
    for build in "${builds[@]}"; do echo "$build=$peers/$build/bin/python"; done
    exit 0
fi

for build in "${builds[@]}"; do
    folder=$peers/$build
    [ -e "$folder/ready" ] && continue
    echo "Building dlib for Python, $build (5 to 10 minutes, once only)."
    rm -rf "$folder"
    python=/usr/bin/python3
    [ -x "$python" ] || python=python3
    "$python" -m venv "$folder"
    # face_recognition_models asks for pkg_resources, which later setuptools no longer have.
    "$folder/bin/pip" install --quiet 'setuptools<81' wheel numpy pillow click
    flags=()
    [ "$build" = plain ] || flags=(CFLAGS="-m$build" CXXFLAGS="-m$build")
    # Without the cache: pip would hand the first build's dlib to the second.
    env "${flags[@]}" "$folder/bin/pip" install --quiet --no-cache-dir --no-build-isolation dlib==20.0.1
    "$folder/bin/pip" install --quiet --no-build-isolation --no-deps face_recognition==1.3.0 face_recognition_models==0.3.0
    "$folder/bin/python" -W ignore -c 'import face_recognition'
    touch "$folder/ready"
done
for build in "${builds[@]}"; do
    folder=$peers/$build
    [ -e "$folder/ready-to-serve" ] && continue
    "$folder/bin/pip" install --quiet fastapi uvicorn python-multipart opencv-python-headless requests python-dotenv websockets
    touch "$folder/ready-to-serve"
done
