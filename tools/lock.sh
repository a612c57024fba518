#!/usr/bin/env bash
# Makes requirements.lock anew: every package that the product runs on, with the hashes of all its files, for the versions
# that requirements.txt and constraints.txt name. `make lock`, after a change of either; tests/test_lock.py notices if not.
set -euo pipefail
cd "$(dirname "$0")/.."

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
.venv/bin/python -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check uv==0.13.8
grep -v '^-' requirements.txt >"$work/requirements.in"
{
    echo "# Every package of requirements.txt and what it brings along, with the hashes of its files. Made by: make lock"
    "$work/venv/bin/uv" pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links --constraints constraints.txt "$work/requirements.in"
} >"$work/requirements.lock"
mv "$work/requirements.lock" requirements.lock
