#!/usr/bin/env bash
# The browser tests need Debian's Chromium: installed here where that is allowed, else said aloud
# (the tests then skip with a reason; in CI, where CI=true, a skip is a failure).
set -euo pipefail

for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done

install='apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core'
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "test: installing chromium for the browser tests"
    if apt-get update -qq && DEBIAN_FRONTEND=noninteractive $install >/dev/null; then exit 0; fi
elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then
    echo "test: installing chromium for the browser tests"
    if sudo -n apt-get update -qq && sudo -n env DEBIAN_FRONTEND=noninteractive $install >/dev/null; then exit 0; fi
fi
echo "test: NO BROWSER: the browser tests cannot run here; install one with: sudo apt-get install chromium" >&2
[ "${CI:-}" != "true" ] || exit 1
