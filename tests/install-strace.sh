#!/usr/bin/env bash
# Sees to it that strace is there, which counts how often a hub has the disk hold on to what it wrote. Where it cannot be had, one line
# says why and the status is 1: the test that needs it is skipped with that line.
set -uo pipefail

give_up() {
  printf 'strace is not installed: %s\n' "$*"
  exit 1
}

command -v strace > /dev/null && exit 0
command -v apt-get > /dev/null || give_up "there is no apt-get here"
[ "$(id -u)" = 0 ] || give_up "only root may install it (apt-get install strace)"
install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -q strace > /dev/null 2>&1; }
# The lists of a fresh image are empty.
install || { apt-get update -q > /dev/null 2>&1 && install; } || give_up "apt-get could not install it"
