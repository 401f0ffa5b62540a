#!/usr/bin/env bash
# Sees to it that two identity providers of other houses are there, and prints where; or why they are not.
set -uo pipefail

samlify=2.13.1 idp=1.2.1 samlp=7.1.1
folder="hub-saml-peers-$samlify-$idp-$samlp"
# saml-idp takes its messages from a copy of samlp that is not in the registry; the package itself stands in for it.
mkdir -p "${XDG_CACHE_HOME:-$HOME/.cache}/$folder" &&
  printf '{ "private": true, "overrides": { "samlp": "%s" } }\n' "$samlp" > "${XDG_CACHE_HOME:-$HOME/.cache}/$folder/package.json"
bash "$(dirname "$0")/install-npm.sh" "samlify and saml-idp" "$folder" "samlify@$samlify" "saml-idp@$idp"
