#!/usr/bin/env bash
# What the tests need beside Python: Debian's Chromium, and nginx for the shared deployment. Installed here where that is
# allowed, else said aloud (those tests then skip with a reason; in CI, where CI=true, a skip is a failure).
set -euo pipefail

# Playwright's driver needs libatomic, which a small Debian lacks.
driver() { /sbin/ldconfig -p 2>/dev/null | grep -q 'libatomic\.so\.1'; }
browser() { for name in chromium chromium-browser google-chrome; do command -v "$name" >/dev/null 2>&1 && return; done; return 1; }
proxy() { command -v nginx >/dev/null 2>&1 || [ -x /usr/sbin/nginx ]; }

missing=()
{ browser && driver; } || missing+=(chromium fonts-dejavu-core libatomic1)
# Where systemd runs, its package begins a web server at once: nobody's desktop gets one by running tests.
proxy || { [ -d /run/systemd/system ] && [ "${CI:-}" != true ]; } || missing+=(nginx)
as_root=()
[ "$(id -u)" = 0 ] || as_root=(sudo -n)
if [ ${#missing[@]} -gt 0 ] && command -v apt-get >/dev/null && "${as_root[@]}" true 2>/dev/null; then
    echo "test: installing ${missing[*]}"
    "${as_root[@]}" apt-get update -qq &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null || true
fi
all=true
if ! { browser && driver; }; then
    all=false
    echo "test: NO BROWSER: the browser tests cannot run here; install what they need with: sudo apt-get install chromium libatomic1" >&2
fi
if ! proxy; then
    all=false
    echo "test: NO NGINX: the tests of the proxy cannot run here; install it with: sudo apt-get install nginx" >&2
fi
[ "$all" = true ] || [ "${CI:-}" != true ] || exit 1
