#!/usr/bin/env bash
# Sees to it that Chromium is there, in which the pages are tested, and prints where. Where it cannot be had, one line says
# why and the status is 1: the tests that need it are skipped with that line.
set -uo pipefail

give_up() {
  printf 'Chromium is not installed, and the pages were NOT tried in a browser: %s\n' "$*"
  exit 1
}
# Debian's /usr/bin/chromium is a script; what it starts is preferred.
find_it() {
  for program in "${HUB_CHROMIUM:-}" /usr/lib/chromium/chromium chromium chromium-browser google-chrome-stable google-chrome; do
    [ -n "$program" ] && command -v "$program" 2> /dev/null && return
  done
  return 1
}

find_it && exit 0
command -v apt-get > /dev/null || give_up "there is no apt-get here; HUB_CHROMIUM may name one"
[ "$(id -u)" = 0 ] || give_up "only root may install it (apt-get install chromium)"
install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium > /dev/null 2>&1; }
# The lists of a fresh image are empty.
install || { apt-get update -q > /dev/null 2>&1 && install; } || give_up "apt-get could not install it"
find_it || give_up "the package is there, but not its program"
