#!/usr/bin/env bash
# Makes what pages bring from npm (src/Hub/Portal/Scripts) into files of src/Hub/Portal/Assets; with --check it only tells whether
# they are current. Where npm cannot be had, --check says so and is satisfied: what is checked in is what ships.
set -euo pipefail
cd "$(dirname "$0")/../src/Hub/Portal/Scripts"

if ! npm ci --ignore-scripts --no-audit --no-fund --silent; then
  echo "NOT CHECKED: npm cannot be had here, or does not serve these packages."
  [ "${1:-}" = "--check" ] && exit 0
  exit 1
fi
node bundle.mjs "$@"
[ "${1:-}" = "--check" ] || dotnet run ../../../../build/packages.cs notices
