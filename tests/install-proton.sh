#!/usr/bin/env bash
# Sees to it that /usr/bin/python3 has Apache Qpid Proton, the AMQP client that is a second opinion on the local Service
# Bus. Where it cannot be had, one line says why and the status is 1: the test that needs it is skipped with that line.
set -uo pipefail

has_proton() { /usr/bin/python3 -c 'import proton' 2> /dev/null; }
give_up() {
  printf 'python3-qpid-proton is not installed: %s\n' "$*"
  exit 1
}

has_proton && exit 0
command -v apt-get > /dev/null || give_up "there is no apt-get here"
[ "$(id -u)" = 0 ] || give_up "only root may install it (apt-get install python3-qpid-proton)"
install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -q python3-qpid-proton > /dev/null 2>&1; }
# The lists of a fresh image are empty.
install || { apt-get update -q > /dev/null 2>&1 && install; } || give_up "apt-get could not install it"
has_proton || give_up "the package is there, but cannot be imported"
