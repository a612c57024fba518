#!/usr/bin/env bash
# The browser tests need Debian's Chromium: installed here where that is allowed, else said aloud
# (the tests then skip with a reason; in CI, where CI=true, a skip is a failure).
set -euo pipefail

# Playwright's driver needs libatomic, which a small Debian lacks.
driver() { /sbin/ldconfig -p 2>/dev/null | grep -q 'libatomic\.so\.1'; }
browser() { for name in chromium chromium-browser google-chrome; do command -v "$name" >/dev/null 2>&1 && return; done; return 1; }
if browser && driver; then exit 0; fi

install='apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core libatomic1'
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "test: installing chromium for the browser tests"
    if apt-get update -qq && DEBIAN_FRONTEND=noninteractive $install >/dev/null; then exit 0; fi
elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then
    echo "test: installing chromium for the browser tests"
    if sudo -n apt-get update -qq && sudo -n env DEBIAN_FRONTEND=noninteractive $install >/dev/null; then exit 0; fi
fi
echo "test: NO BROWSER: the browser tests cannot run here; install what they need with: sudo apt-get install chromium libatomic1" >&2
[ "${CI:-}" != "true" ] || exit 1
