#!/usr/bin/env bash
# The client of `make rehearsal NODE=network`, with the packages it needs: an environment of its own, which nothing else
# uses, made again whenever its lock changes.
set -euo pipefail
cd "$ABATE_ROOT"
home=.home/network

if ! cmp -s toolchain/network/package-lock.json "$home/installed.json"; then
  echo "installing the client of the network"
  rm -rf "$home"
  mkdir -p "$home"
  cp toolchain/network/package.json toolchain/network/package-lock.json "$home"
  # the compiled part of its database comes with the package
  npm ci --prefix "$home" --ignore-scripts --no-audit --no-fund --no-progress --no-update-notifier --loglevel=error
  cp toolchain/network/package-lock.json "$home/installed.json"
fi
