#!/usr/bin/env bash
# Runs the commands of README.md and docs/*.md, page by page, each page against a fresh hub, and prints what they really say:
#   bash build/commands.sh [page...]      (after `dotnet build`)
# A fenced block says how: ```sh runs to its end; ```sh serve runs beside the next ones until the page ends; ```sh skip: why
# is shown with its reason and not run. A command that fails fails the script, and so does a block that nobody marked.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 ASPNETCORE_ENVIRONMENT=Development

free_port() { node -e 's=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})'; }

pages=("$@")
[ ${#pages[@]} -gt 0 ] || pages=(README.md docs/*.md)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

for page in "${pages[@]}"; do
  hub=$(free_port) listener=$(free_port)
  home="$work/$(basename "$page" .md)"
  mkdir -p "$home"
  # One bash runs the whole page, so that a variable set in one block is there in the next.
  {
    cat <<PRELUDE
export Hub__DataPath="$home/data" ASPNETCORE_URLS="http://localhost:$hub"
# What was built runs as it is: the pages are for people who have not built it yet.
dotnet() {
  [ "\${1:-} \${2:-}" = "run --project" ] || { command dotnet "\$@"; return; }
  local project="\$3"
  shift 3
  [ "\${1:-}" != -- ] || shift
  command dotnet "$PWD/\$project/bin/Debug/net10.0/\${project##*/}.dll" "\$@"
}
curl() { command curl -sS --fail-with-body "\$@" && echo; }
set -m # each server has a process group of its own, to be ended as a whole
servers=()
serve() {
  local log="$home/serve\${#servers[@]}"
  eval "\$1" >"\$log" 2>&1 &
  servers+=(\$!)
  for _ in \$(seq 600); do
    grep -qiE 'listening on|^Service Bus ' "\$log" && break
    kill -0 \$! 2>/dev/null || break
    sleep 0.1
  done
  cat "\$log"
  grep -qiE 'listening on|^Service Bus ' "\$log"
}
stop() {
  local code=\$? server
  for server in "\${servers[@]}"; do kill -TERM -- "-\$server" 2>/dev/null; done
  wait
  for log in "$home"/serve*; do
    [ ! -f "\$log" ] || { echo "--- all that \$(basename "\$log") said"; cat "\$log"; }
  done
  exit \$code
}
trap stop EXIT
set -e
PRELUDE
    awk -v page="$page" '
      function quoted(text) { gsub(/\047/, "\047\\\047\047", text); return "\047" text "\047" }
      /^ *```/ && !inside {
        inside = 1; kind = $0; sub(/^ *```/, "", kind); body = ""; next
      }
      /^ *```/ && inside {
        inside = 0
        if (kind == "sh") {
          printf "printf \"%%s\\n\" %s\n", quoted("$ " body)
          printf "%s\necho\n", body
        } else if (kind == "sh serve") {
          printf "printf \"%%s\\n\" %s\n", quoted("& " body)
          printf "serve %s\n", quoted(body)
        } else if (kind ~ /^sh skip: ./) {
          printf "printf \"%%s\\n\" %s\n", quoted("# not run, " substr(kind, 10) ":\n" body)
        } else if (kind ~ /^(sh.*)?$/) {
          printf "echo %s; exit 1\n", quoted(page ": nobody said whether this block is run: " body)
        }
        next
      }
      inside { body = body (body == "" ? "" : "\n") $0 }
    ' "$page" | sed "s/localhost:5080/localhost:$hub/g; s/--port 9000/--port $listener/g; s/localhost:9000/localhost:$listener/g"
  } >"$home/page.sh"
  printf '\n== %s\n' "$page"
  if ! timeout 120 bash "$home/page.sh"; then
    printf '!! a command of %s failed\n' "$page"
    failed=1
  fi
done
exit "$failed"
