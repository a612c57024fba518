#!/usr/bin/env bash
# Makes .venv/ from the first suitable Python; installs a missing python3-venv where that is allowed.
set -euo pipefail

suitable() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; }

python=""
for name in ${PYTHON:-} python3.13 python3.12 python3.11 python3 python; do
    if command -v "$name" >/dev/null 2>&1 && suitable "$name"; then python=$name; break; fi
done
if [ -z "$python" ]; then
    echo "setup: no Python 3.11, 3.12 or 3.13 found; got $(python3 --version 2>/dev/null || echo 'no python3')." >&2
    echo "setup: install one, for example with: sudo apt-get install python3 python3-venv" >&2
    exit 1
fi

# Debian splits venv and its pip off into a package of their own.
if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    package="$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "setup: installing $package"
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null
    elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then
        echo "setup: installing $package"
        sudo -n apt-get update -qq && sudo -n env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null
    else
        echo "setup: Python's venv module is missing; install it with: sudo apt-get install $package" >&2
        exit 1
    fi
fi

# A .venv/ whose interpreter is gone or of another version is made anew.
if [ -e .venv ] && ! { [ -x .venv/bin/python ] && suitable .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1; }; then
    rm -rf .venv
fi
[ -x .venv/bin/python ] || "$python" -m venv .venv
echo "setup: installing dependencies into .venv/ ($(.venv/bin/python --version))"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-compile -r requirements.txt -r requirements-dev.txt
# pip compiles one file after the other, the packages' own tests too; a file for another Python is none of our business.
.venv/bin/python -m compileall -qq -j 0 -x 'site-packages/.*/tests?/' .venv/lib || true
touch .venv/.complete
