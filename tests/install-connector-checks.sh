#!/usr/bin/env bash
# Sees to it that two independent readers of the connector's definition are there, and prints where; or why they are not.
set -uo pipefail

parser=13.1.0 spectral=6.16.3
bash "$(dirname "$0")/install-npm.sh" "swagger-parser and Spectral" "hub-connector-checks-$parser-$spectral" \
  "@apidevtools/swagger-parser@$parser" "@stoplight/spectral-cli@$spectral"
