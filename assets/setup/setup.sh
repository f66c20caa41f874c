#!/usr/bin/env bash
# Everything a command of the Makefile needs to be there first, asking for an administrator at most once: the system
# packages of these groups (see packages.sh), the face models and the sample photographs.
#
#   setup.sh GROUP...
set -euo pipefail
cd "$(dirname "$0")"

command -v cargo >/dev/null || {
    echo "Rust is not here. Install it with rustup (rust-lang.org says how), then run the same command again." >&2
    exit 1
}
groups=("$@")
./fetch.sh --check models && ./fetch.sh --check sample || groups+=(fetch)
./packages.sh "${groups[@]}"
./fetch.sh models
./fetch.sh sample
