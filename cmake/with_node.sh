#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Runs a command with our Node.js and npm first in the PATH; fetches them once with whatever npm is there.
# usage: cmake/with_node.sh COMMAND…      or: cmake/with_node.sh npm-ci   (client-web's packages, when out of date)
set -euo pipefail
tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
node_version=22.23.3
npm_version=11.21.2
home=$tree/build/node

# Debian 12's Node.js 18 is older than what vite and vitest need.
fetch_node() {
  local machine
  case $(uname -m) in
    x86_64) machine=linux-x64 ;;
    aarch64) machine=linux-arm64 ;;
    *) echo "no Node.js package for $(uname -m): put Node.js $node_version into $home/node_modules/.bin" >&2; return 1 ;;
  esac
  command -v npm >/dev/null || { echo "npm is missing: run ./dev setup" >&2; return 1; }
  rm -rf "$home"
  mkdir -p "$home"
  npm install --silent --no-audit --no-fund --no-save --prefix "$home" \
    "node-$machine@$node_version" "npm@$npm_version" >"$home/install.log" 2>&1 || { head -n 20 "$home/install.log" >&2; return 1; }
  echo "$node_version $npm_version" >"$home/version"
}

# npm ci empties node_modules first: only when the lock file is newer than what is installed.
npm_ci() {
  cd "$tree/client-web"
  if [ node_modules/.package-lock.json -nt package-lock.json ] && [ node_modules/.package-lock.json -nt package.json ]; then
    return
  fi
  npm ci --no-audit --no-fund >"$tree/build/npm-ci.log" 2>&1 || { head -n 20 "$tree/build/npm-ci.log" >&2; return 1; }
  touch node_modules/.package-lock.json
}

mkdir -p "$tree/build"
exec 9>"$tree/build/.node.lock"
flock 9
[ "$(cat "$home/version" 2>/dev/null)" = "$node_version $npm_version" ] || fetch_node
export PATH=$home/node_modules/.bin:$PATH
if [ "${1:-}" = npm-ci ]; then npm_ci; exit; fi
exec 9>&-
exec "$@"
