#!/usr/bin/env bash
# Sees to it that Azurite, Microsoft's stand-in for Azure Storage, is in the folder that it prints. Where it cannot be had, one
# line says why and the status is 1: the tests that need it are skipped with that line.
set -uo pipefail

version=3.37.0
folder="${XDG_CACHE_HOME:-$HOME/.cache}/hub-azurite-$version"
give_up() {
  printf 'Azurite is not installed: %s\n' "$*"
  exit 1
}

if [ ! -f "$folder/done" ]; then
  command -v node > /dev/null || give_up "there is no node here"
  command -v npm > /dev/null || give_up "there is no npm here"
  # Two that install at once do it one after the other; one that was cut short is begun anew.
  mkdir -p "$folder" && exec 9> "$folder.lock" || give_up "the folder $folder cannot be made"
  command -v flock > /dev/null && flock 9
  if [ ! -f "$folder/done" ]; then
    npm install --prefix "$folder" --no-save --no-audit --no-fund --ignore-scripts "azurite@$version" > "$folder/log" 2>&1 ||
      give_up "npm could not install it: $(tail -n 1 "$folder/log")"
    touch "$folder/done"
  fi
fi
printf '%s\n' "$folder/node_modules/azurite/dist/src/blob/main.js"
