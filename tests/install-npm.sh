#!/usr/bin/env bash
# Sees to it that packages of npm are in a folder of the cache, and prints where their modules are. Where they cannot be had, one
# line says why and the status is 1: the tests that need them are skipped with that line.
# Usage: install-npm.sh NAME FOLDER PACKAGE@VERSION...
set -uo pipefail

name=$1
folder="${XDG_CACHE_HOME:-$HOME/.cache}/$2"
shift 2
give_up() {
  printf '%s: not installed: %s\n' "$name" "$*"
  exit 1
}

if [ ! -f "$folder/done" ]; then
  command -v node > /dev/null || give_up "there is no node here"
  command -v npm > /dev/null || give_up "there is no npm here"
  # Two that install at once do it one after the other; one that was cut short is begun anew.
  mkdir -p "$folder" && exec 9> "$folder.lock" || give_up "the folder $folder cannot be made"
  command -v flock > /dev/null && flock 9
  if [ ! -f "$folder/done" ]; then
    npm install --prefix "$folder" --no-save --no-audit --no-fund --ignore-scripts "$@" > "$folder/log" 2>&1 ||
      give_up "npm could not install it: $(tail -n 1 "$folder/log")"
    touch "$folder/done"
  fi
fi
printf '%s\n' "$folder/node_modules"
