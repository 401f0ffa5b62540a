#!/usr/bin/env bash
# Sees to it that Azurite, Microsoft's stand-in for Azure Storage, is there, and prints where its program is; or why it is not.
set -uo pipefail

version=3.37.0
modules=$(bash "$(dirname "$0")/install-npm.sh" Azurite "hub-azurite-$version" "azurite@$version") || {
  printf '%s\n' "$modules"
  exit 1
}
printf '%s\n' "$modules/azurite/dist/src/blob/main.js"
