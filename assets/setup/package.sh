#!/usr/bin/env bash
# Builds Hadir's package for the Debian or Ubuntu that this is: target/debian/hadir_VERSION_ARCHITECTURE.deb. What it
# holds stands in Cargo.toml, under package.metadata.deb; what of that is made, is made here, in target/package.
set -euo pipefail
cd "$(dirname "$0")/../.."

version=3.8.0 # of cargo-deb
tools=${HADIR_TOOLS:-$HOME/.cache/hadir/tools}
made=target/package

export PATH=$tools/bin:$PATH
if [ "$(cargo deb --version 2>/dev/null)" != "cargo-deb $version" ]; then
    echo "Building cargo-deb (once only)."
    build=$(mktemp -d)
    trap 'rm -rf "$build"' EXIT
    CARGO_PROFILE_RELEASE_DEBUG=0 CARGO_TARGET_DIR=$build cargo install --quiet --locked --root "$tools" "cargo-deb@$version"
fi

cargo build --release --locked --package hadir

rm -rf "$made"
mkdir -p "$made/icons"
target/release/hadir manual "$made/manual"
assets/setup/copyright.py "$made/copyright"
for side in 16 24 32 48 64 128 256; do
    rsvg-convert --width="$side" --height="$side" assets/package/hadir.svg --output "$made/icons/$side.png"
done

rm -f target/debian/*.deb
# Without what only a debugger reads, which is six times all the rest.
cargo deb --quiet --no-build --locked --strip --package hadir --output target/debian/
